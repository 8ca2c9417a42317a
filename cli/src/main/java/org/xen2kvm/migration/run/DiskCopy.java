package org.xen2kvm.migration.run;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.xen2kvm.file.FileName;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.file.Sha256;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.failure.VirshCommand;
import org.xen2kvm.migration.journal.Journal;
import org.xen2kvm.migration.journal.JournalEntry.Copied;
import org.xen2kvm.migration.journal.JournalEntry.Copying;
import org.xen2kvm.migration.plan.ImageIdentity;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.PlannedDisk;
import org.xen2kvm.migration.plan.RunPlan;
import org.xen2kvm.migration.progress.Step;
import org.xen2kvm.migration.progress.Step.Phase;
import org.xen2kvm.migration.run.definition.DomainText;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.storage.HostVolume;
import org.xen2kvm.runner.storage.StoragePool;

/**
 * Copies a guest's disks, and the kernel that its host starts, into a storage pool of its host, through libvirt's connection.
 * Each copy is read back and compared. For one guest and one thread.
 */
final class DiskCopy {
  private static final int TOKEN_BYTES = 5;

  /** How often progress is told: so many times in a file. */
  private static final int TOLD = 1000;

  private static final long MEBIBYTE = 1 << 20;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final DomainRunner host;
  private final Journal journal;
  private final Consumer<Step> progress;
  private final BooleanSupplier cancelled;

  DiskCopy(DomainRunner host, Journal journal, Consumer<Step> progress, BooleanSupplier cancelled) {
    this.host = host;
    this.journal = journal;
    this.progress = progress;
    this.cancelled = cancelled;
  }

  /**
   * Expects that the host has the pool, and that each disk is whole in its file.
   *
   * @throws MigrationException (REFUSED) otherwise
   */
  static void expectPossible(DomainRunner host, MigrationPlan plan, QemuImg qemuImg) {
    RunPlan run = plan.run().orElseThrow();
    String pool = run.pool().orElseThrow();
    VirshCommand virsh = new VirshCommand(run.uri());
    StoragePool found = host.pools().stream().filter(each -> each.name().equals(pool)).findFirst().orElseThrow(() ->
        new MigrationException(Reason.REFUSED, "The host " + run.uri() + " has no storage pool " + pool,
            "Name one with --pool, or make it: " + virsh.of("pool-create-as", pool, "dir", "--target", "FOLDER") + ".", null));
    if (!found.active()) {
      throw new MigrationException(Reason.REFUSED, "The storage pool " + pool + " of " + run.uri() + " is not active",
          virsh.of("pool-start", pool), null);
    }
    for (PlannedDisk disk : plan.disks()) {
      if (!disk.changed() && qemuImg.chain(disk.source().image()).size() > 1) {
        throw new MigrationException(Reason.REFUSED, disk.source().image() + " needs another image behind it",
            "Make it whole first: qemu-img convert -O qcow2, and name the result in the definition.", null);
      }
    }
  }

  /**
   * Copies what a plan's domain needs.
   *
   * @return the domain's definition with the copies in it
   * @throws MigrationException (FAILED) when reading or writing fails, a copy is not the same, or somebody wants it to end;
   *     (STALE) when a source disk has changed meanwhile
   * @throws org.xen2kvm.runner.RunnerException when the host refuses
   */
  String run(MigrationPlan plan) {
    String token = token();
    String guest = FileName.of(plan.name());
    Map<Path, HostVolume> copies = new HashMap<>();
    for (PlannedDisk disk : plan.disks()) {
      DiskImage image = disk.result();
      String name = guest + "-" + FileName.of(disk.source().targetDev()) + "-" + token
          + (image.format() == DiskFormat.RAW ? ".img" : "." + image.format().qemuName());
      copies.put(image.file(), copy(plan, image.file(), name));
      if (!disk.changed() && !ImageIdentity.of(image.file()).equals(disk.identity())) {
        throw new MigrationException(Reason.STALE, "The disk " + image + " has changed while it was copied",
            "Something writes to it: end that, and plan again.", null);
      }
    }
    plan.hostBoot().ifPresent(boot -> {
      copies.put(boot.kernel(), copy(plan, boot.kernel(), guest + "-vmlinuz-" + token));
      boot.initramfs().ifPresent(file -> copies.put(file, copy(plan, file, guest + "-initrd-" + token)));
    });
    return DomainText.of(plan.definition().orElseThrow().domain()).withVolumes(copies);
  }

  /** What makes the names of a migration's volumes its own. */
  private static String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private HostVolume copy(MigrationPlan plan, Path file, String name) {
    RunPlan run = plan.run().orElseThrow();
    String pool = run.pool().orElseThrow();
    try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
      long bytes = from.size();
      journal.write(new Copying(run.uri(), pool, name));
      HostVolume volume = host.volumes().create(pool, name, bytes);
      MessageDigest sent = Sha256.begin();
      try (InputStream data = new DigestInputStream(Channels.newInputStream(from), sent)) {
        Told copying = new Told(Step.begins(Phase.COPYING, "copying " + file.getFileName()), bytes);
        host.volumes().upload(volume, new ToldInput(data, copying), bytes);
      }
      Told reading =
          new Told(Step.begins(Phase.READING_BACK, "reading the copy of " + file.getFileName() + " back"), bytes);
      MessageDigest read = Sha256.begin();
      host.volumes().download(
          volume, new ToldOutput(new DigestOutputStream(OutputStream.nullOutputStream(), read), reading), bytes);
      byte[] expected = sent.digest();
      if (!MessageDigest.isEqual(expected, read.digest())) {
        throw new MigrationException(Reason.FAILED, "The copy of " + file + " in " + volume.path() + " is not the same",
            "The network or the storage of " + run.uri() + " damages data.", null);
      }
      journal.write(new Copied(name, volume.path(), HexFormat.of().formatHex(expected)));
      return volume;
    } catch (IOException e) {
      throw new MigrationException(Reason.FAILED, "The disk " + file + " cannot be copied: " + IoReason.of(e), "", e);
    }
  }

  private void expectWanted() {
    if (cancelled.getAsBoolean()) {
      throw new MigrationException(Reason.FAILED, "Copying was cancelled", "", null);
    }
  }

  /** Tells how far a file is. */
  private final class Told {
    private final Step step;
    private final long bytes;
    private long done;
    private long tell;

    Told(Step step, long bytes) {
      this.step = step;
      this.bytes = bytes;
      progress.accept(step);
    }

    void more(int count) {
      done += Math.max(0, count);
      if (done >= tell) {
        progress.accept(step.at(done, bytes));
        tell = done + Math.max(bytes / TOLD, MEBIBYTE);
      }
    }
  }

  /** A file that tells how far it was read, until nobody wants it any more. */
  private final class ToldInput extends InputStream {
    private final InputStream data;
    private final Told told;

    ToldInput(InputStream data, Told told) {
      this.data = data;
      this.told = told;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      expectWanted();
      int got = data.read(into, from, length);
      told.more(got);
      return got;
    }
  }

  /** A file that tells how far it was written, until nobody wants it any more. */
  private final class ToldOutput extends FilterOutputStream {
    private final Told told;

    ToldOutput(OutputStream out, Told told) {
      super(out);
      this.told = told;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      expectWanted();
      out.write(bytes, from, length);
      told.more(length);
    }
  }
}
