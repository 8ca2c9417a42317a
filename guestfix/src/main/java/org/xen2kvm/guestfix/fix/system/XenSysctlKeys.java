package org.xen2kvm.guestfix.fix.system;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.text.TextLines;
import org.xen2kvm.guestfix.text.TextLines.Line;

/** Sets no kernel parameters that only Xen's kernels have, so that sysctl does not fail at boot. */
final class XenSysctlKeys implements Fix {
  private static final GuestPath DIRECTORY = GuestPath.of("/etc/sysctl.d");
  private static final int MOST_FILES = 256;
  private static final int LONGEST_COMMAND = 1000;
  private static final List<String> START_SCRIPTS =
      List.of("/etc/rc.local", "/etc/rc.d/rc.local", "/etc/init.d/boot.local", "/etc/init.d/after.local");

  private static final Pattern XEN_KEY = Pattern.compile("\\s*-?\\s*xen[./].*");
  private static final Pattern WRITES_XEN_KEY = Pattern.compile(".*>\\s*/proc/sys/xen/.*|.*\\bsysctl\\b.*\\sxen[./].*");

  @Override
  public FixDescriptor descriptor() {
    return FixDescriptor.of("sysctl-xen-keys", "Sets no kernel parameters of Xen's",
        """
        xen.independent_wallclock lets a guest's clock run apart from the host's. A kernel without Xen does not know it: \
        sysctl -p ends with an error, and with it the start script or the service around it. Lines that set a key of xen go; \
        the guest keeps its time by NTP and kvm-clock as any KVM guest. The same in a start script is told and stays, because \
        it may depend on more. clocksource=xen is the boot loader's.""",
        "sysctl.conf(5)", "SUSE: Virtualization Guide, Xen guest's wall clock");
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    withoutXen(guest, GuestPath.of("/etc/sysctl.conf"));
    guest.list(DIRECTORY).stream().filter(name -> name.endsWith(".conf")).limit(MOST_FILES)
        .forEach(name -> withoutXen(guest, DIRECTORY.resolve(name)));
    for (String script : START_SCRIPTS) {
      GuestPath file = GuestPath.of(script);
      if (guest.link(file).isEmpty()) {
        TextLines.of(guest.text(file).orElse("")).stream().filter(XenSysctlKeys::writesXenKey).findFirst()
            .ifPresent(line ->
                context.warn(line.in(file), "The start script sets a kernel parameter that only Xen's kernels have",
                "Remove the line: it fails under KVM, and a script that stops at errors stops there."));
      }
    }
  }

  private static void withoutXen(GuestEditor guest, GuestPath file) {
    guest.edit(file,
        text -> TextLines.map(text, line -> XEN_KEY.matcher(line.text()).matches() ? Optional.empty() : Optional.of(line.text())),
        "A kernel without Xen does not know the parameter, and sysctl fails");
  }

  private static boolean writesXenKey(Line line) {
    return !line.isBlankOrComment() && line.text().length() <= LONGEST_COMMAND && WRITES_XEN_KEY.matcher(line.text()).matches();
  }
}
