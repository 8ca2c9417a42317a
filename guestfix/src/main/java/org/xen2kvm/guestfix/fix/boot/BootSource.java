package org.xen2kvm.guestfix.fix.boot;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xen2kvm.guestfix.bootloader.BootEntry;
import org.xen2kvm.guestfix.bootloader.KernelCommandLine;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fix.cmdline.KvmKernelParameters;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestKernel;

/**
 * What a guest starts: a kernel that runs on KVM, with the command line for it.
 *
 * @param kernel the kernel
 * @param title what a menu calls it
 * @param cmdline its command line for KVM
 */
record BootSource(GuestKernel kernel, String title, String cmdline) {
  private static final int MOST_ENTRIES = 20;

  /** Returns the default of the guest's first menu that starts such a kernel, else its newest kernel with a line made for it. */
  static Optional<BootSource> chosen(GuestEditor guest, FixContext context) {
    KvmKernels kernels = new KvmKernels(guest, context);
    for (BootMenu menu : BootMenu.of(guest, context)) {
      Optional<BootEntry> entry = menu.chosen().filter(kernels::runs).or(() -> kernels.best(menu.entries()));
      if (entry.isPresent()) {
        return source(guest, context, kernels, menu, entry.get());
      }
    }
    return kernels.running().stream().findFirst().map(kernel -> new BootSource(
        kernel, context.inspection().system().name(), withRoot("ro", kernel, guest, context)));
  }

  /** Returns all that the guest's first menu offers and that runs on KVM, the default first. */
  static List<BootSource> all(GuestEditor guest, FixContext context) {
    KvmKernels kernels = new KvmKernels(guest, context);
    Optional<BootSource> first = chosen(guest, context);
    List<BootSource> others = BootMenu.of(guest, context).stream().limit(1)
        .flatMap(menu -> menu.entries().stream().filter(kernels::runs).limit(MOST_ENTRIES)
            .flatMap(entry -> source(guest, context, kernels, menu, entry).stream()))
        .filter(source -> !first.equals(Optional.of(source))).toList();
    return Stream.concat(first.stream(), others.stream()).toList();
  }

  private static Optional<BootSource> source(
      GuestEditor guest, FixContext context, KvmKernels kernels, BootMenu menu, BootEntry entry) {
    return kernels.of(entry).map(kernel ->
        new BootSource(kernel, entry.title(), withRoot(menu.commandLine(guest, entry), kernel, guest, context)));
  }

  private static String withRoot(String cmdline, GuestKernel kernel, GuestEditor guest, FixContext context) {
    boolean initramfs = kernel.initramfs().isPresent();
    KernelCommandLine line = KernelCommandLine.parse(cmdline);
    String complete = line.has("root") ? cmdline
        : root(guest, context, initramfs).map(root -> "root=" + root + (cmdline.isEmpty() ? "" : " " + cmdline)).orElse(cmdline);
    return KernelCommandLine.parse(KvmKernelParameters.of(guest, context).whole(complete, initramfs)).normalised();
  }

  /** The root as fstab names it, else by what the inspection mounted. */
  private static Optional<String> root(GuestEditor guest, FixContext context, boolean initramfs) {
    for (String line : guest.text(GuestPath.of("/etc/fstab")).orElse("").lines().toList()) {
      String[] fields = line.strip().split("[ \t]+");
      if (fields.length > 2 && !fields[0].startsWith("#") && fields[1].equals("/")
          && (initramfs || fields[0].startsWith("/dev/"))) {
        return Optional.of(fields[0].replace("\"", ""));
      }
    }
    return context.inspection().mounts().stream().filter(mount -> mount.at().isRoot()).findFirst()
        .flatMap(mount -> initramfs && !mount.volume().uuid().isEmpty()
            ? Optional.of("UUID=" + mount.volume().uuid()) : kvmName(mount.volume(), context));
  }

  private static Optional<String> kvmName(Volume volume, FixContext context) {
    return context.hardware().disks().disks().stream().filter(disk -> disk.index() == volume.disk()).findFirst()
        .map(DiskNames::kvmName).map(name -> "/dev/" + name + (volume.partition() == 0 ? "" : volume.partition()));
  }
}
