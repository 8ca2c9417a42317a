package org.xen2kvm.guestfix.disk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.guestfix.disk.GuestDisk.PartitionTable;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;
import org.xen2kvm.guestfix.fs.DirectoryFilesystem;
import org.xen2kvm.guestfix.fs.GuestFilesystemReader;
import org.xen2kvm.guestfix.fs.GuestPath;

/** A guest's disks made of values and folders, for tests without an appliance. */
public final class FakeGuestDisks implements GuestDisks {
  private final List<GuestDisk> disks = new ArrayList<>();
  private final List<Volume> volumes = new ArrayList<>();
  private final Map<String, Map<String, DirectoryFilesystem>> filesystems = new LinkedHashMap<>();
  private final Map<String, String> unmountable = new HashMap<>();
  private final Map<String, Locked> locked = new HashMap<>();
  private final TreeMap<Long, byte[]> content = new TreeMap<>();
  private final MountedFilesystems mounted = new MountedFilesystems();
  private final List<String> mounts = new ArrayList<>();

  private record Locked(String key, Volume content, @Nullable DirectoryFilesystem files) {}

  // ---- setting up

  /** Adds a disk. */
  public FakeGuestDisks disk(long size, PartitionTable table) {
    disks.add(new GuestDisk(disks.size(), size, table));
    return this;
  }

  /** Adds a volume that holds no filesystem. */
  public FakeGuestDisks volume(Volume volume) {
    volumes.add(volume);
    return this;
  }

  /** Adds a volume with its files. */
  public FakeGuestDisks volume(Volume volume, DirectoryFilesystem files) {
    volumes.add(volume);
    return subvolume(volume, "", files);
  }

  /** Gives a btrfs filesystem a subvolume. */
  public FakeGuestDisks subvolume(Volume btrfs, String path, DirectoryFilesystem files) {
    filesystems.computeIfAbsent(btrfs.device(), device -> new LinkedHashMap<>()).put(path, files);
    return this;
  }

  /** Adds a volume whose filesystem cannot be mounted. */
  public FakeGuestDisks unmountable(Volume volume, String message) {
    unmountable.put(volume.device(), message);
    return volume(volume);
  }

  /** Adds a LUKS container, and what it holds once it is opened. */
  public FakeGuestDisks luks(Volume container, String key, Volume inside, @Nullable DirectoryFilesystem files) {
    locked.put(container.device(), new Locked(key, inside, files));
    return volume(container);
  }

  /** Says what a disk holds from a place on; zeros are elsewhere. Only the first disk has bytes. */
  public FakeGuestDisks bytes(long offset, byte[] bytes) {
    content.put(offset, bytes);
    return this;
  }

  /** How many questions about files were asked. */
  public int questions() {
    return mounted.questions();
  }

  /** The mounts now: {@code /dev/sda1 at /boot}, with the subvolume where there is one. */
  public List<String> mounts() {
    return List.copyOf(mounts);
  }

  // ---- the port

  @Override
  public List<GuestDisk> disks() {
    return List.copyOf(disks);
  }

  @Override
  public List<Volume> volumes() {
    return List.copyOf(volumes);
  }

  @Override
  public byte[] read(int disk, long offset, int length) {
    long size = disks.get(disk).size();
    byte[] bytes = new byte[(int) Math.max(0, Math.min(length, size - offset))];
    if (disk == 0) {
      content.forEach((at, piece) -> {
        for (int i = 0; i < piece.length; i++) {
          long place = at + i - offset;
          if (place >= 0 && place < bytes.length) {
            bytes[(int) place] = piece[i];
          }
        }
      });
    }
    return bytes;
  }

  @Override
  public void unlock(Volume luks, byte[] key) {
    Locked inside = locked.get(luks.device());
    if (inside == null || !Arrays.equals(inside.key.getBytes(StandardCharsets.UTF_8), key)) {
      throw new GuestDisksException(Reason.WRONG_KEY, "the key does not open " + luks.device(), null);
    }
    volumes.add(inside.content);
    if (inside.files != null) {
      subvolume(inside.content, "", inside.files);
    }
  }

  @Override
  public List<String> subvolumes(Volume btrfs) {
    return filesystems.getOrDefault(btrfs.device(), Map.of()).keySet().stream()
        .filter(path -> !path.isEmpty()).sorted().toList();
  }

  @Override
  public void mount(Volume volume, GuestPath at, String subvolume) {
    DirectoryFilesystem files = filesystems.getOrDefault(volume.device(), Map.of()).get(subvolume);
    String said = unmountable.get(volume.device());
    if (said != null || files == null) {
      throw new GuestDisksException(
          Reason.MOUNT_FAILED, said == null ? "no filesystem on " + volume.device() + " " + subvolume : said, null);
    }
    if (!at.isRoot() && !mounted.exists(at)) {
      throw new GuestDisksException(Reason.MOUNT_FAILED, "no such directory: " + at, null);
    }
    mounted.mount(at, files);
    mounts.add(volume.device() + (subvolume.isEmpty() ? "" : ":" + subvolume) + " at " + at);
  }

  @Override
  public void unmountAll() {
    mounted.unmountAll();
    mounts.clear();
  }

  @Override
  public FilesystemSpace space(GuestPath path) {
    return new FilesystemSpace(1L << 30, 1L << 20);
  }

  @Override
  public GuestFilesystemReader files() {
    return mounted;
  }

  @Override
  public void close() {
    unmountAll();
  }
}
