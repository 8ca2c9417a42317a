package org.xen2kvm.guestfix.apply;

import java.util.Arrays;
import java.util.List;
import org.xen2kvm.guestfix.fs.GuestFileStat;
import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.fs.GuestFilesystemReader;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.InitramfsContents;
import org.xen2kvm.guestfix.initramfs.InitramfsException;
import org.xen2kvm.guestfix.plan.FixPlan;
import org.xen2kvm.guestfix.plan.GuestAction;
import org.xen2kvm.guestfix.plan.GuestAction.AppendToInitramfs;
import org.xen2kvm.guestfix.plan.GuestAction.ChangeLink;
import org.xen2kvm.guestfix.plan.GuestAction.CopyFile;
import org.xen2kvm.guestfix.plan.GuestAction.MakeDirectory;
import org.xen2kvm.guestfix.plan.GuestAction.RebuildInitramfs;
import org.xen2kvm.guestfix.plan.GuestAction.RemoveFile;
import org.xen2kvm.guestfix.plan.GuestAction.WriteFile;

/**
 * Looks whether what a plan was to make is there: files as planned, drivers in each initramfs that was to get them. Read from the
 * overlay, not remembered. For one guest and one thread.
 */
public final class FixVerification {
  private static final int LARGEST_TEXT = 16 << 20;
  private static final int LARGEST_INITRAMFS = 512 << 20;

  private final GuestFilesystemReader guest;

  private FixVerification(GuestFilesystemReader guest) {
    this.guest = guest;
  }

  /**
   * Verifies an applied plan.
   *
   * @throws FixFailedException when something is not as planned
   * @throws GuestFilesystemException when a file cannot be read
   */
  public static void verify(FixPlan plan, GuestFilesystemReader guest) {
    FixVerification verification = new FixVerification(guest);
    plan.actions().forEach(verification::verify);
    plan.directBoot().ifPresent(boot -> {
      verification.expect(guest.exists(boot.kernel()), boot.kernel(), "is not there to start the guest from");
      boot.initramfs().ifPresent(initramfs ->
          verification.expect(guest.exists(initramfs), initramfs, "is not there to start the guest from"));
    });
  }

  private void verify(GuestAction action) {
    if (action instanceof WriteFile write) {
      boolean same = guest.exists(write.path())
          && Arrays.equals(guest.read(write.path(), LARGEST_TEXT), write.after().encode());
      expect(same, write.path(), "is not as planned");
    } else if (action instanceof RemoveFile remove) {
      expect(!guest.exists(remove.path()), remove.path(), "is still there");
    } else if (action instanceof ChangeLink change) {
      boolean same = change.after().isPresent()
          ? guest.readLink(change.path()).equals(change.after().get()) : !isListed(change.path());
      expect(same, change.path(), "is not the link that was planned");
    } else if (action instanceof MakeDirectory make) {
      boolean there = guest.exists(make.path()) && guest.stat(make.path()).type() == GuestFileStat.Type.DIRECTORY;
      expect(there, make.path(), "is no directory");
    } else if (action instanceof CopyFile copy) {
      boolean same = guest.exists(copy.to()) && guest.stat(copy.to()).size() == guest.stat(copy.from()).size();
      expect(same, copy.to(), "is no copy of " + copy.from());
    } else if (action instanceof AppendToInitramfs append) {
      InitramfsContents contents = contents(append.initramfs());
      expectModules(contents, append.initramfs(), append.archive().kernelVersion(), append.archive().modules());
      append.archive().extras().forEach(extra ->
          expect(contents.listing().has(extra.target()), append.initramfs(), "has no " + extra.target()));
    } else if (action instanceof RebuildInitramfs rebuild) {
      expectModules(contents(rebuild.initramfs()), rebuild.initramfs(), rebuild.kernelVersion(), rebuild.modules());
    }
    // What a RunCommand was to do, its exit status has told; a fix that expects more has an action of its own for it.
  }

  private boolean isListed(GuestPath path) {
    return path.parent().filter(guest::exists).map(parent -> guest.list(parent).contains(path.fileName())).orElse(false);
  }

  private InitramfsContents contents(GuestPath initramfs) {
    try {
      return InitramfsContents.of(guest.read(initramfs, LARGEST_INITRAMFS));
    } catch (InitramfsException e) {
      throw new FixFailedException(initramfs + " cannot be listed: " + e.getMessage());
    }
  }

  private void expectModules(InitramfsContents contents, GuestPath initramfs, String kernelVersion, List<String> modules) {
    for (String module : modules) {
      // Old generators put modules where no path tells the kernel's version.
      boolean there = contents.kernelVersions().isEmpty() ? contents.has(module) : contents.has(kernelVersion, module);
      expect(there, initramfs, "has no module " + module + " for " + kernelVersion);
    }
  }

  private void expect(boolean truth, GuestPath path, String otherwise) {
    if (!truth) {
      throw new FixFailedException(path + " " + otherwise);
    }
  }
}
