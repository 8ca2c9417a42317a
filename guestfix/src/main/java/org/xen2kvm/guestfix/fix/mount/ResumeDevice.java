package org.xen2kvm.guestfix.fix.mount;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.device.XenDeviceName;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.text.TextLines;

/** Names the swap space to resume from by UUID, so that the boot does not wait for a disk that never comes. */
final class ResumeDevice implements Fix {
  private static final GuestPath INITRAMFS_TOOLS = GuestPath.of("/etc/initramfs-tools");
  private static final int MOST_FILES = 64;

  private static final Pattern RESUME = Pattern.compile("(\\s*(?:export\\s+)?RESUME=[\"']?)([^\\s\"'#]+)(.*)");
  private static final Pattern RESUME_DEVICE = Pattern.compile("(\\s*resume device\\s*[=:]\\s*)([^\\s#]+)(.*)");

  @Override
  public FixDescriptor descriptor() {
    return FixDescriptor.of("resume-device", "Resumes from swap space by UUID",
        """
        The initramfs of Debian and Ubuntu looks for a suspended system on the device that RESUME names, and waits 30 to 90 \
        seconds for it. A name of Xen's becomes the UUID of the swap space, or the name under KVM; a name that is none of the \
        guest's disks becomes none. /etc/uswsusp.conf and /etc/suspend.conf follow. The parameter resume= is the boot \
        loader's, and what an initramfs has a copy of is the initramfs's.""",
        "initramfs-tools(7): RESUME");
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    KvmDevices devices = new KvmDevices(context);
    for (GuestPath file : initramfsFiles(guest)) {
      guest.edit(file, text -> edited(text, RESUME, device ->
              devices.tag(device).or(() -> XenDeviceName.of(device).map(name -> "none"))),
          "The boot would wait for Xen's name of the swap space, which does not exist under KVM");
    }
    for (String file : List.of("/etc/uswsusp.conf", "/etc/suspend.conf")) {
      guest.edit(GuestPath.of(file), text -> edited(text, RESUME_DEVICE, devices::path),
          "Suspending would write to Xen's name of the swap space, which does not exist under KVM");
    }
  }

  private static List<GuestPath> initramfsFiles(GuestEditor guest) {
    List<GuestPath> files = new ArrayList<>(List.of(INITRAMFS_TOOLS.resolve("initramfs.conf")));
    GuestPath directory = INITRAMFS_TOOLS.resolve("conf.d");
    guest.list(directory).stream().limit(MOST_FILES).map(directory::resolve).forEach(files::add);
    return files;
  }

  /** Says what to write for a device. */
  private interface Naming {
    Optional<String> of(String device);
  }

  private static String edited(String text, Pattern setting, Naming naming) {
    return TextLines.map(text, line -> {
      Matcher matcher = setting.matcher(line.text());
      return Optional.of(matcher.matches()
          ? matcher.group(1) + naming.of(matcher.group(2)).orElse(matcher.group(2)) + matcher.group(3) : line.text());
    });
  }
}
