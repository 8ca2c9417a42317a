package org.xen2kvm.guestfix.fix.boot;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.bootloader.BootEntry;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.DriverSupport;
import org.xen2kvm.guestfix.inspect.GuestKernel;

/** Tells which of a guest's kernels run on KVM, and which entries of its menus start them. For one fix and one guest. */
final class KvmKernels {
  private static final Pattern FOR_TROUBLE =
      Pattern.compile("(?i).*\\b(?:single|recovery|rescue|failsafe|emergency|memtest|debug)\\b.*");

  private final GuestEditor guest;
  private final FixContext context;
  private final boolean virtioDisk;

  KvmKernels(GuestEditor guest, FixContext context) {
    this.guest = guest;
    this.context = context;
    this.virtioDisk = context.hardware().disks().disks().stream()
        .filter(DiskNames::boot).anyMatch(disk -> disk.kvmName().startsWith("vd"));
  }

  /** Returns whether it runs without Xen and finds its disk; where its drivers cannot be told, it is given a chance. */
  boolean runs(GuestKernel kernel) {
    return !kernel.xenOnly() && (!virtioDisk || (has(kernel.virtioPci()) && has(kernel.virtioBlk())));
  }

  private static boolean has(DriverSupport support) {
    return support.isThere() || support == DriverSupport.UNKNOWN;
  }

  /** Returns the kernels that run, newest first, those first whose drivers are known. */
  List<GuestKernel> running() {
    List<GuestKernel> all = context.inspection().kernels().stream().filter(this::runs).toList();
    List<GuestKernel> sure = all.stream().filter(kernel -> !virtioDisk || kernel.canUseVirtioDisks()).toList();
    return sure.isEmpty() ? all : sure;
  }

  /** Returns the kernel that an entry starts, by its file; empty when there is no such kernel. */
  Optional<GuestKernel> of(BootEntry entry) {
    if (entry.kernel().isEmpty()) {
      return Optional.empty();
    }
    String name = entry.kernelName();
    Optional<GuestPath> real = path("/boot/" + name)
        .or(() -> path(entry.kernel().startsWith("/") ? entry.kernel() : "/" + entry.kernel()));
    return context.inspection().kernels().stream()
        .filter(kernel -> kernel.image().fileName().equals(name) || real.filter(kernel.image()::equals).isPresent())
        .findFirst();
  }

  private Optional<GuestPath> path(String text) {
    try {
      return guest.exists(text) ? Optional.of(guest.realPath(GuestPath.of(text))) : Optional.empty();
    } catch (IllegalArgumentException e) {
      // A menu may say anything; what is no path is no kernel.
      return Optional.empty();
    }
  }

  /** Returns whether an entry starts a kernel that runs on KVM. */
  boolean runs(BootEntry entry) {
    return !entry.hypervisor() && of(entry).filter(this::runs).isPresent();
  }

  /** Returns the entry that starts the newest kernel that runs, one for every day rather than one for repairs. */
  Optional<BootEntry> best(List<BootEntry> entries) {
    for (GuestKernel kernel : running()) {
      List<BootEntry> starting = entries.stream()
          .filter(entry -> !entry.hypervisor() && of(entry).filter(kernel::equals).isPresent()).toList();
      Optional<BootEntry> everyDay = starting.stream().filter(entry -> !isForTrouble(entry)).findFirst();
      if (!starting.isEmpty()) {
        return everyDay.or(() -> starting.stream().findFirst());
      }
    }
    return Optional.empty();
  }

  private static boolean isForTrouble(BootEntry entry) {
    return FOR_TROUBLE.matcher(entry.title().toLowerCase(Locale.ROOT)).matches()
        || FOR_TROUBLE.matcher(entry.cmdline()).matches();
  }
}
