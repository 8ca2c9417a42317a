package org.xen2kvm.guestfix.libguestfs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;
import org.xen2kvm.guestfix.libguestfs.nativecall.RequiredPackages;

/**
 * Why an appliance did not start, told from the words of libguestfs, supermin, QEMU and qemu-img, which is all that there is.
 *
 * @param reason the kind of failure
 * @param message what was said and what to do
 */
record LaunchDiagnosis(Reason reason, String message) {
  /** The end of the log that goes into a message when nothing in it is known. */
  private static final int LOG_SHOWN = 1000;

  private static final Pattern LOCKED = Pattern.compile(
      "(?m)^.*(?:Failed to get .{0,20}lock|Failed to lock byte|Is another process using the image).*$");

  private static final Pattern BAD_IMAGE = Pattern.compile("(?m)^.*(?:Image is not in \\S+ format|Could not open '"
      + "|Could not open backing file|Could not read qcow2 header|Unsupported qcow2 version|File shrunk: |is corrupt"
      + "|No such file or directory|Could not refresh total sector count).*$");

  private static final Pattern NO_KERNEL = Pattern.compile(
      "(?m)^.*(?:failed to find a suitable kernel|vmlinuz[^\\n]*(?:Permission denied|No such file)"
          + "|(?:Permission denied|cannot open|No such file)[^\\n]*vmlinuz"
          + "|could not find any .{0,40}kernel|no modules in|/lib/modules).*$");

  private static final Pattern NO_APPLIANCE = Pattern.compile("(?m)^.*cannot find any suitable libguestfs.*$");
  private static final Pattern NO_SUPERMIN =
      Pattern.compile("(?m)^.*(?:supermin: (?:command )?not found|supermin[^\\n]*No such file or directory).*$");

  private static final Pattern KVM = Pattern.compile("(?i)kvm|killed by signal|aborted");

  /** The failure that these words tell of; the first line of the known kinds, in the order of their certainty. */
  static LaunchDiagnosis of(String said, String log) {
    String all = said + "\n" + log;
    for (Known known : KNOWN) {
      Matcher line = known.pattern().matcher(all);
      if (line.find()) {
        return new LaunchDiagnosis(known.reason(), line.group().strip() + known.advice());
      }
    }
    String end = log.substring(Math.max(0, log.length() - LOG_SHOWN)).strip();
    return new LaunchDiagnosis(
        Reason.LAUNCH_FAILED,
        "libguestfs's appliance did not start: " + said + (end.isEmpty() ? "" : "\nIts last words:\n" + end));
  }

  /** Whether another try without KVM makes sense: everything but what emulation fails of just so. */
  boolean mayBeKvm() {
    return reason == Reason.LAUNCH_FAILED;
  }

  /** The line of the log that speaks of KVM, or all that libguestfs said in one line. */
  static String kvmReason(String said, String log) {
    for (String line : (log + "\n" + said).split("\n")) {
      if (KVM.matcher(line).find()) {
        return line.strip();
      }
    }
    return said.lines().findFirst().orElse("the appliance did not start");
  }

  GuestDisksException toException(Throwable cause) {
    return new GuestDisksException(reason, message, cause);
  }

  private record Known(Pattern pattern, Reason reason, String advice) {}

  private static final List<Known> KNOWN = List.of(
      new Known(LOCKED, Reason.IN_USE, ". Stop the guest, or whatever else has the image open"),
      new Known(NO_APPLIANCE, Reason.NOT_INSTALLED, ". Install it with: " + RequiredPackages.LIBGUESTFS),
      new Known(
          NO_KERNEL,
          Reason.NOT_INSTALLED,
          ". The appliance needs a kernel that this user can read. Make /boot/vmlinuz-* readable (Ubuntu makes it root's alone: "
              + "chmod 0644 /boot/vmlinuz-*), or install one with: " + RequiredPackages.KERNEL),
      new Known(NO_SUPERMIN, Reason.NOT_INSTALLED, ". Install it with: " + RequiredPackages.SUPERMIN),
      new Known(BAD_IMAGE, Reason.BAD_IMAGE, ""));
}
