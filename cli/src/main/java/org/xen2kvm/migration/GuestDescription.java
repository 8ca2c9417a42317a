package org.xen2kvm.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.xen2kvm.guestfix.inspect.BootLoader;
import org.xen2kvm.guestfix.inspect.DriverSupport;
import org.xen2kvm.guestfix.inspect.GuestInitramfs;
import org.xen2kvm.guestfix.inspect.GuestInspection;
import org.xen2kvm.guestfix.inspect.GuestKernel;
import org.xen2kvm.guestfix.inspect.GuestSystem;
import org.xen2kvm.guestfix.inspect.Mount;

/** Says in a few lines what is inside a guest. Stateless. */
public final class GuestDescription {
  private GuestDescription() {}

  /** Returns the lines, {@code subject: what was found}. */
  public static List<String> of(GuestInspection guest) {
    List<String> lines = new ArrayList<>();
    GuestSystem system = guest.system();
    lines.add("system: " + (system.name().isEmpty() ? word(system.family()) : system.name())
        + (system.architecture().isEmpty() ? "" : ", " + system.architecture()) + ", " + word(system.init())
        + (system.selinux() ? ", SELinux" : ""));
    if (!system.hostname().isEmpty()) {
      lines.add("hostname: " + system.hostname());
    }
    for (Mount mount : guest.mounts()) {
      String uuid = mount.volume().uuid().isEmpty() ? "" : " UUID=" + mount.volume().uuid();
      String subvolume = mount.subvolume().isEmpty() ? "" : " subvolume " + mount.subvolume();
      lines.add("filesystem: " + mount.at() + " " + mount.volume().type() + uuid + subvolume);
    }
    for (BootLoader loader : guest.bootLoaders()) {
      lines.add("boot loader: " + word(loader.kind()) + " " + loader.config());
    }
    lines.add("boot code: " + guest.bootCode().detail());
    for (GuestKernel kernel : guest.kernels()) {
      lines.add("kernel: " + kernel.version() + (kernel.xenOnly() ? ", runs under Xen only" : "")
          + ", virtio_blk " + word(kernel.virtioBlk()) + ", virtio_net " + word(kernel.virtioNet())
          + kernel.initramfs().map(initramfs -> initramfs(kernel, initramfs)).orElse(", no initramfs"));
    }
    if (!guest.network().interfaces().isEmpty()) {
      lines.add("network: " + guest.network().interfaces().stream()
          .map(nic -> nic.name() + (nic.mac().isEmpty() ? "" : " (" + nic.mac() + ")")).collect(Collectors.joining(", "))
          + " by " + guest.network().stacks().stream().map(GuestDescription::word).sorted().collect(Collectors.joining(", ")));
    }
    if (!guest.gettys().isEmpty()) {
      lines.add("logins: " + String.join(", ", guest.gettys()));
    }
    if (!guest.xenTools().isEmpty()) {
      lines.add("Xen tools: " + String.join(", ", guest.xenTools()));
    }
    return lines;
  }

  private static String initramfs(GuestKernel kernel, GuestInitramfs initramfs) {
    if (initramfs.contents().isEmpty()) {
      return ", initramfs not read (" + initramfs.problem() + ")";
    }
    if (kernel.virtioPci() == DriverSupport.BUILT_IN && kernel.virtioBlk() == DriverSupport.BUILT_IN) {
      return ", initramfs";
    }
    boolean virtio = initramfs.contents().get().has("virtio_blk") && initramfs.contents().get().has("virtio_pci");
    return virtio ? ", initramfs with virtio" : ", initramfs without virtio";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
