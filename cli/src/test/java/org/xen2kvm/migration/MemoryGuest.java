package org.xen2kvm.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.xen2kvm.guestfix.disk.FakeGuestDisks;
import org.xen2kvm.guestfix.disk.FilesystemSpace;
import org.xen2kvm.guestfix.disk.GuestDisk;
import org.xen2kvm.guestfix.disk.GuestDisk.PartitionTable;
import org.xen2kvm.guestfix.disk.GuestDisks;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.disk.WritableGuestDisks;
import org.xen2kvm.guestfix.fs.CommandResult;
import org.xen2kvm.guestfix.fs.DirectoryFilesystem;
import org.xen2kvm.guestfix.fs.GuestFileStat;
import org.xen2kvm.guestfix.fs.GuestFilesystemWriter;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.inspect.GuestTrees;

/**
 * A made-up guest in the place of whatever images are opened: a root filesystem in memory, the same at each opening. What a
 * session writes, only its own filesystem shows. Any call of a writing session can be made to fail.
 */
public final class MemoryGuest implements Appliances {
  private final Supplier<DirectoryFilesystem> root;
  private final List<List<DiskImage>> read = new ArrayList<>();
  private final List<List<DiskImage>> written = new ArrayList<>();
  private String type = "ext4";
  private String checkProblem = "";
  private int failingCall = Integer.MAX_VALUE;
  private int calls;
  private Optional<DirectoryFilesystem> last = Optional.empty();

  public MemoryGuest(Supplier<DirectoryFilesystem> root) {
    this.root = root;
  }

  /** A guest of {@link GuestTrees}. */
  public static MemoryGuest tree(String name) {
    return new MemoryGuest(() -> GuestTrees.all().get(name).get().filesystem());
  }

  /** A guest with that one filesystem, again and again: what a session writes stays. */
  public static MemoryGuest of(DirectoryFilesystem files) {
    return new MemoryGuest(() -> files);
  }

  /** From now on the root filesystem is of that type. */
  public MemoryGuest ofType(String other) {
    type = other;
    return this;
  }

  /** From now on the n-th call of a writing session fails, counted from 1 and over all sessions; opening is one. */
  public MemoryGuest failingAt(int call) {
    failingCall = call;
    calls = 0;
    return this;
  }

  /** From now on checked filesystems have that problem. */
  public MemoryGuest damaged(String problem) {
    checkProblem = problem;
    return this;
  }

  /** How many calls of writing sessions there were. */
  public int calls() {
    return calls;
  }

  /** The images that were opened for reading, a list each time. */
  public List<List<DiskImage>> read() {
    return read;
  }

  /** The images that were opened for writing, a list each time. */
  public List<List<DiskImage>> written() {
    return written;
  }

  /** What the last writing session made of the guest. */
  public DirectoryFilesystem result() {
    return last.orElseThrow();
  }

  @Override
  public GuestDisks openReadOnly(List<DiskImage> images) {
    read.add(images);
    return disks(images, root.get());
  }

  @Override
  public WritableGuestDisks openWritable(List<DiskImage> overlays) {
    call("open");
    written.add(overlays);
    DirectoryFilesystem files = root.get();
    last = Optional.of(files);
    return new Session(disks(overlays, files), files);
  }

  private FakeGuestDisks disks(List<DiskImage> images, DirectoryFilesystem files) {
    FakeGuestDisks disks = new FakeGuestDisks().disk(8L << 30, PartitionTable.MBR)
        .volume(GuestTrees.root(type), files).volume(GuestTrees.swap());
    for (int more = 1; more < images.size(); more++) {
      disks.disk(1L << 30, PartitionTable.NONE);
    }
    return disks;
  }

  private void call(String what) {
    calls++;
    if (calls == failingCall) {
      throw new GuestDisksException(Reason.FAILED, "made to fail: call " + calls + ", " + what, null);
    }
  }

  private final class Session implements WritableGuestDisks {
    private final FakeGuestDisks disks;
    private final DirectoryFilesystem files;

    Session(FakeGuestDisks disks, DirectoryFilesystem files) {
      this.disks = disks;
      this.files = files;
    }

    @Override
    public GuestFilesystemWriter files() {
      return new Writer(files);
    }

    @Override
    public Optional<String> check(Volume volume) {
      call("check");
      return checkProblem.isEmpty() ? Optional.empty() : Optional.of(checkProblem);
    }

    @Override
    public void sync() {
      call("sync");
    }

    @Override
    public List<GuestDisk> disks() {
      return disks.disks();
    }

    @Override
    public List<Volume> volumes() {
      call("volumes");
      return disks.volumes();
    }

    @Override
    public byte[] read(int disk, long offset, int length) {
      return disks.read(disk, offset, length);
    }

    @Override
    public void unlock(Volume luks, byte[] key) {
      disks.unlock(luks, key);
    }

    @Override
    public List<String> subvolumes(Volume btrfs) {
      return disks.subvolumes(btrfs);
    }

    @Override
    public void mount(Volume volume, GuestPath at, String subvolume) {
      call("mount");
      disks.mount(volume, at, subvolume);
    }

    @Override
    public void unmountAll() {
      call("unmountAll");
      disks.unmountAll();
    }

    @Override
    public FilesystemSpace space(GuestPath path) {
      return disks.space(path);
    }

    @Override
    public void close() {
      call("close");
      disks.close();
    }
  }

  /** Programs of the guest do nothing, and succeed. */
  private final class Writer implements GuestFilesystemWriter {
    private final DirectoryFilesystem files;

    Writer(DirectoryFilesystem files) {
      this.files = files;
    }

    @Override
    public boolean exists(GuestPath path) {
      call("exists " + path);
      return files.exists(path);
    }

    @Override
    public byte[] read(GuestPath file, int limit) {
      call("read " + file);
      return files.read(file, limit);
    }

    @Override
    public List<String> list(GuestPath directory) {
      call("list " + directory);
      return files.list(directory);
    }

    @Override
    public String readLink(GuestPath link) {
      call("readLink " + link);
      return files.readLink(link);
    }

    @Override
    public GuestFileStat stat(GuestPath path) {
      call("stat " + path);
      return files.stat(path);
    }

    @Override
    public void write(GuestPath file, byte[] content) {
      call("write " + file);
      files.write(file, content);
    }

    @Override
    public void append(GuestPath file, byte[] content) {
      call("append " + file);
      files.append(file, content);
    }

    @Override
    public void copyFile(GuestPath from, GuestPath to) {
      call("copyFile " + to);
      files.copyFile(from, to);
    }

    @Override
    public void makeDirectory(GuestPath directory) {
      call("makeDirectory " + directory);
      files.makeDirectory(directory);
    }

    @Override
    public void symlink(GuestPath link, String target) {
      call("symlink " + link);
      files.symlink(link, target);
    }

    @Override
    public void remove(GuestPath path) {
      call("remove " + path);
      files.remove(path);
    }

    @Override
    public CommandResult run(List<String> argv) {
      call("run " + argv);
      return new CommandResult(0, "");
    }
  }
}
