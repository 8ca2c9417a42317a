package org.xen2kvm.guestfix.fix.initramfs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fix.initramfs.ModuleWords.XenKind;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.kernel.ModuleName;
import org.xen2kvm.guestfix.text.ShellAssignments;
import org.xen2kvm.guestfix.text.TextLines;
import org.xen2kvm.guestfix.text.TextLines.Line;

/** Makes the initramfs of Debian's and Ubuntu's next kernels hold virtio. */
final class ToolsModuleList implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of(
      "initramfs-config-tools",
      "Lists virtio for the initramfs of the guest's next kernels",
      """
      With MODULES=most, initramfs-tools takes every disk driver, and nothing is needed. With MODULES=list it takes what \
      /etc/initramfs-tools/modules names and nothing else, and with MODULES=dep what the machine has on which it runs, which \
      may be an appliance or a rescue system: there virtio is listed. MODULES is what initramfs.conf and then conf.d \
      (driver-policy of Debian's installer) say. Xen's drivers are taken from the list in any case, as they would be loaded \
      and fail on each boot. virtio_net takes the place of xen-netfront and is not added otherwise, because udev in an \
      initramfs would name the card.

      The initramfs that are there already are the business of initramfs-virtio.
      """,
      "initramfs-tools(7), initramfs.conf(5)", "seen without it: ALERT! /dev/xvda1 does not exist");

  private static final GuestPath FOLDER = GuestPath.of("/etc/initramfs-tools");
  private static final GuestPath LIST = FOLDER.resolve("modules");
  private static final GuestPath VENDOR = GuestPath.of("/usr/share/initramfs-tools/conf.d");
  private static final String REASON = "The initramfs of the guest's next kernel must hold KVM's drivers instead of Xen's";

  /** As mkinitramfs filters them. */
  private static final Pattern READ = Pattern.compile("(?!.*\\.dpkg-)[A-Za-z0-9][A-Za-z0-9._-]*");

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    boolean there = guest.exists(FOLDER.resolve("initramfs.conf").value());
    if (!VirtioDrivers.concern(context) || !there) {
      return;
    }
    String before = guest.text(LIST).orElse("");
    boolean leavesOut = policy(guest).filter(policy -> !policy.equals("most")).isPresent();
    String after = edited(before, leavesOut ? VirtioDrivers.on(context.hardware(), false).needed() : List.of());
    if (!after.equals(before)) {
      guest.write(LIST, after, REASON);
    }
  }

  /** Returns what MODULES ends up as. */
  static Optional<String> policy(GuestEditor guest) {
    Optional<String> policy = Optional.empty();
    for (GuestPath file : configurations(guest)) {
      Optional<String> value = guest.text(file).flatMap(text -> ShellAssignments.parse(text).value("MODULES"));
      policy = value.isPresent() ? value : policy;
    }
    return policy;
  }

  /** The guest's own file hides a package's of the same name. */
  private static List<GuestPath> configurations(GuestEditor guest) {
    TreeMap<String, GuestPath> byName = new TreeMap<>();
    for (GuestPath folder : List.of(VENDOR, FOLDER.resolve("conf.d"))) {
      guest.list(folder).stream().filter(name -> READ.matcher(name).matches())
          .forEach(name -> byName.put(name, folder.resolve(name)));
    }
    List<GuestPath> files = new ArrayList<>(List.of(FOLDER.resolve("initramfs.conf")));
    files.addAll(byName.values());
    return files;
  }

  private static String edited(String text, List<String> needed) {
    List<Line> lines = TextLines.of(text);
    Set<String> listed = new HashSet<>();
    lines.stream().flatMap(line -> module(line).stream()).filter(module -> ModuleWords.kind(module) == XenKind.NONE)
        .forEach(module -> listed.add(ModuleName.canonical(module)));
    StringBuilder edited = new StringBuilder();
    for (Line line : lines) {
      XenKind kind = module(line).map(ModuleWords::kind).orElse(XenKind.NONE);
      switch (kind) {
        case NONE -> edited.append(line.text()).append(line.end());
        case DISK -> needed.stream().filter(listed::add).forEach(module -> edited.append(module).append(line.end()));
        case NETWORK -> {
          if (!needed.isEmpty() && listed.add("virtio_net")) {
            edited.append("virtio_net").append(line.end());
          }
        }
        case OTHER -> { }
      }
    }
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    for (String module : needed) {
      if (listed.add(module)) {
        edited.append(edited.isEmpty() || edited.charAt(edited.length() - 1) == '\n' ? "" : end).append(module).append(end);
      }
    }
    return edited.toString();
  }

  /** The module that a line names; what follows it are its parameters. */
  private static Optional<String> module(Line line) {
    return line.isBlankOrComment() ? Optional.empty() : Optional.of(line.text().strip().split("\\s+", 2)[0]);
  }
}
