package org.xen2kvm.migration.plan;

import java.util.List;
import java.util.Optional;
import org.xen2kvm.guestfix.initramfs.AppendPoint;
import org.xen2kvm.guestfix.plan.FixPlan;
import org.xen2kvm.guestfix.plan.GuestAction;
import org.xen2kvm.guestfix.plan.GuestAction.AppendToInitramfs;
import org.xen2kvm.guestfix.plan.GuestAction.ChangeLink;
import org.xen2kvm.guestfix.plan.GuestAction.RebuildInitramfs;
import org.xen2kvm.guestfix.plan.GuestAction.RemoveFile;
import org.xen2kvm.guestfix.plan.GuestAction.RunCommand;
import org.xen2kvm.guestfix.plan.GuestAction.WriteFile;
import org.xen2kvm.guestfix.plan.GuestText;

/** What must hold in a plan's part inside the guest, so that applying it fails at most because of the guest. Stateless. */
final class FixPlanRules {
  /** No initramfs is larger. */
  private static final long LARGEST_INITRAMFS = 512L << 20;

  private FixPlanRules() {}

  static void check(FixPlan fixes, Optional<HostBoot> hostBoot) {
    fixes.actions().forEach(FixPlanRules::check);
    require(
        fixes.directBoot().isPresent() == hostBoot.isPresent()
            && fixes.directBoot().flatMap(boot -> boot.initramfs()).isPresent()
                == hostBoot.flatMap(HostBoot::initramfs).isPresent(),
        "the kernel of the guest and its copy on the host do not go together");
  }

  private static void check(GuestAction action) {
    require(!action.reasons().isEmpty(), "an action has no reason");
    if (action instanceof WriteFile write) {
      write.before().ifPresent(FixPlanRules::encodable);
      encodable(write.after());
    } else if (action instanceof RemoveFile remove) {
      encodable(remove.before());
    } else if (action instanceof ChangeLink change) {
      require(change.before().isPresent() || change.after().isPresent(), change.path() + " is no link, before or after");
      change.after().ifPresent(target ->
          require(!target.isEmpty() && target.indexOf('\0') < 0, change.path() + " would lead nowhere"));
    } else if (action instanceof RunCommand command) {
      command(command.argv());
    } else if (action instanceof RebuildInitramfs rebuild) {
      command(rebuild.argv());
    } else if (action instanceof AppendToInitramfs append) {
      AppendPoint point = append.archive().appendPoint();
      require(append.size() <= LARGEST_INITRAMFS && point.keep() <= append.size(),
          "the archive cannot be appended to " + append.initramfs() + " there");
    }
  }

  private static void command(List<String> argv) {
    boolean sound = !argv.isEmpty() && !argv.get(0).isEmpty() && argv.stream().allMatch(word -> word.indexOf('\0') < 0);
    require(sound, "a command has no program, or a NUL in its arguments");
  }

  private static void encodable(GuestText text) {
    try {
      text.encode();
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException("a file's text has characters that its encoding lacks", e);
    }
  }

  private static void require(boolean truth, String otherwise) {
    if (!truth) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
