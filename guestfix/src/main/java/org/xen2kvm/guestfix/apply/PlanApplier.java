package org.xen2kvm.guestfix.apply;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.xen2kvm.guestfix.fs.CommandResult;
import org.xen2kvm.guestfix.fs.GuestFileStat;
import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.fs.GuestFilesystemWriter;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.AppendPoint;
import org.xen2kvm.guestfix.initramfs.InitramfsException;
import org.xen2kvm.guestfix.initramfs.archive.VirtioArchive;
import org.xen2kvm.guestfix.plan.FixPlan;
import org.xen2kvm.guestfix.plan.GuestAction;
import org.xen2kvm.guestfix.plan.GuestAction.AppendToInitramfs;
import org.xen2kvm.guestfix.plan.GuestAction.ChangeLink;
import org.xen2kvm.guestfix.plan.GuestAction.CopyFile;
import org.xen2kvm.guestfix.plan.GuestAction.MakeDirectory;
import org.xen2kvm.guestfix.plan.GuestAction.RebuildInitramfs;
import org.xen2kvm.guestfix.plan.GuestAction.RemoveFile;
import org.xen2kvm.guestfix.plan.GuestAction.RunCommand;
import org.xen2kvm.guestfix.plan.GuestAction.WriteFile;
import org.xen2kvm.guestfix.plan.GuestText;

/**
 * Does what a plan says, exactly, in its order; each action is checked against what the plan found before it is done. For one
 * guest and one thread.
 */
public final class PlanApplier {
  private static final int LARGEST_TEXT = 16 << 20;
  private static final int LARGEST_INITRAMFS = 512 << 20;

  private final GuestFilesystemWriter guest;
  private final Consumer<GuestAction> progress;

  /**
   * Makes an applier.
   *
   * @param guest the files of the overlay
   * @param progress is told each action before it is done
   */
  public PlanApplier(GuestFilesystemWriter guest, Consumer<GuestAction> progress) {
    this.guest = guest;
    this.progress = progress;
  }

  /**
   * Applies a plan.
   *
   * @throws StalePlanException when the guest is not as the plan found it
   * @throws FixFailedException when a program of the guest fails
   * @throws GuestFilesystemException when a file cannot be read or written
   */
  public void apply(FixPlan plan) {
    for (GuestAction action : plan.actions()) {
      progress.accept(action);
      apply(action);
    }
  }

  private void apply(GuestAction action) {
    if (action instanceof WriteFile write) {
      expectText(write.path(), write.before());
      guest.write(write.path(), write.after().encode());
    } else if (action instanceof RemoveFile remove) {
      expectText(remove.path(), Optional.of(remove.before()));
      guest.remove(remove.path());
    } else if (action instanceof ChangeLink change) {
      changeLink(change);
    } else if (action instanceof MakeDirectory make) {
      expectAbsent(make.path());
      guest.makeDirectory(make.path());
    } else if (action instanceof CopyFile copy) {
      expectAbsent(copy.to());
      guest.copyFile(copy.from(), copy.to());
    } else if (action instanceof RunCommand command) {
      run(command.argv());
    } else if (action instanceof RebuildInitramfs rebuild) {
      run(rebuild.argv());
    } else if (action instanceof AppendToInitramfs append) {
      append(append);
    }
  }

  private void expectText(GuestPath path, Optional<GuestText> before) {
    if (before.isEmpty()) {
      expectAbsent(path);
      return;
    }
    boolean same = guest.exists(path) && before.get().equals(GuestText.decode(guest.read(path, LARGEST_TEXT)));
    if (!same) {
      throw new StalePlanException(path + " is not as the plan found it");
    }
  }

  private void expectAbsent(GuestPath path) {
    if (linkAt(path).isPresent() || guest.exists(path)) {
      throw new StalePlanException(path + " exists, and did not when the plan was made");
    }
  }

  private void changeLink(ChangeLink change) {
    if (!linkAt(change.path()).equals(change.before())) {
      throw new StalePlanException(change.path() + " does not lead where it led when the plan was made");
    }
    if (change.after().isPresent()) {
      guest.symlink(change.path(), change.after().get());
    } else {
      guest.remove(change.path());
    }
  }

  private Optional<String> linkAt(GuestPath path) {
    try {
      return guest.stat(path).type() == GuestFileStat.Type.SYMLINK
          ? Optional.of(guest.readLink(path)) : Optional.empty();
    } catch (GuestFilesystemException e) {
      if (e.reason() == GuestFilesystemException.Reason.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void run(List<String> argv) {
    CommandResult result = guest.run(argv);
    if (!result.succeeded()) {
      throw new FixFailedException("'" + String.join(" ", argv) + "' in the guest ended with exit status "
          + result.exitStatus() + ": " + result.output().strip());
    }
  }

  private void append(AppendToInitramfs append) {
    long size = guest.stat(append.initramfs()).size();
    if (size != append.size()) {
      throw new StalePlanException(append.initramfs() + " has " + size + " bytes, and had " + append.size()
          + " when the plan was made");
    }
    AppendPoint point = append.archive().appendPoint();
    byte[] archive = archive(append);
    if (point.keep() == size && point.zeros().length == (-size & 3)) {
      guest.append(append.initramfs(), archive);
      return;
    }
    // Zeros at the end of the image, and those up to a multiple of four, would stop LZ4's decompressor.
    byte[] image = guest.read(append.initramfs(), LARGEST_INITRAMFS);
    ByteBuffer whole = ByteBuffer.allocate(Math.toIntExact(point.offset() + archive.length));
    whole.put(image, 0, Math.toIntExact(point.keep())).put(point.zeros()).put(archive);
    guest.write(append.initramfs(), whole.array());
  }

  private byte[] archive(AppendToInitramfs append) {
    try {
      return VirtioArchive.build(append.archive(), guest::read).bytes();
    } catch (InitramfsException e) {
      throw new FixFailedException("The archive for " + append.initramfs() + " cannot be made: " + e.getMessage());
    }
  }
}
