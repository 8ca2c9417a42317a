package org.xen2kvm.guestfix.fix.initramfs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fix.initramfs.ModuleWords.XenKind;
import org.xen2kvm.guestfix.fs.GuestPath;

/** Makes the initramfs of Arch's next kernels hold virtio where it was told to hold Xen's drivers. */
final class MkinitcpioModules implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "initramfs-config-mkinitcpio",
      "Lists virtio for mkinitcpio",
      """
      MODULES in /etc/mkinitcpio.conf and mkinitcpio.conf.d is loaded on each boot: Xen's drivers in it become virtio's. A list \
      without them is left alone: mkinitcpio finds the drivers of the machine on which it runs, which is KVM from now on.
      """,
      "mkinitcpio(8)", "Arch wiki, mkinitcpio");

  private static final GuestPath FILE = GuestPath.of("/etc/mkinitcpio.conf");
  private static final GuestPath FOLDER = GuestPath.of("/etc/mkinitcpio.conf.d");

  /** An array, perhaps of several lines, or the text that it was before mkinitcpio 23. */
  private static final Pattern MODULES = Pattern.compile(
      "(?m)^([ \\t]*+MODULES\\+?=)(?:\\(([^()#'\"$`]*+)\\)|\"([^\"$`\\\\]*+)\")");

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    if (!VirtioDrivers.concern(context)) {
      return;
    }
    List<String> disk = VirtioDrivers.on(context.hardware(), false).needed();
    List<GuestPath> files = new ArrayList<>(List.of(FILE));
    guest.list(FOLDER).stream().filter(name -> name.endsWith(".conf")).forEach(name -> files.add(FOLDER.resolve(name)));
    for (GuestPath file : files) {
      guest.edit(file, text -> edited(text, disk),
          "The initramfs of the guest's next kernel must hold KVM's drivers instead of Xen's");
    }
  }

  private static String edited(String text, List<String> disk) {
    Matcher matcher = MODULES.matcher(text);
    StringBuilder edited = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      int group = matcher.group(2) == null ? 3 : 2;
      String modules = new ModuleWords(matcher.group(group)).withoutXens(kind -> replacement(kind, disk)).text();
      edited.append(text, from, matcher.start(group)).append(modules);
      from = matcher.end(group);
    }
    return edited.append(text, from, text.length()).toString();
  }

  private static List<String> replacement(XenKind kind, List<String> disk) {
    return switch (kind) {
      case DISK -> disk;
      case NETWORK -> List.of("virtio_net");
      case OTHER, NONE -> List.of();
    };
  }
}
