package org.xen2kvm.guestfix.fix.cmdline;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.bootloader.KernelCommandLine;
import org.xen2kvm.guestfix.bootloader.KernelCommandLine.Parameter;
import org.xen2kvm.guestfix.device.XenDeviceName;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestSystem.Family;

/**
 * Finds, for a kernel's command line under Xen, the one under KVM: disks by UUID or their new names, the serial console instead
 * of Xen's, and nothing that only Xen understands. Every other parameter stays, in its place. The same for whoever writes a
 * command line, so that a menu and what it is generated from say the same. For one fix and one guest.
 */
public final class KvmKernelParameters {
  /** Why a line is changed, for reports. */
  static final String REASON =
      "Under KVM the disks have other names, the console is the serial port, and Xen's own parameters mean nothing";

  /** Parameters whose value is one device, and whose readers in an initramfs understand {@code UUID=}. */
  private static final Set<String> DEVICES = Set.of("root", "real_root", "resume", "mount.usr", "boot");

  private static final Pattern KERNEL_NAME = Pattern.compile("(?:xvd|sd|hd)[a-z]{1,3}[0-9]{0,3}");
  private static final Pattern EMBEDDED = Pattern.compile("/dev/((?:xvd|sd|hd)[a-z]{1,3}[0-9]{0,3})(?![A-Za-z0-9_-])");
  private static final Pattern XEN_CONSOLE = Pattern.compile("(?:hvc|xvc)[0-9]{0,3}");

  /** Names of Xen's drivers in parameters, dashes made underscores, besides those that begin with {@code xen_}. */
  private static final Set<String> XEN_NAMES = Set.of(
      "xen", "xencons", "xenblk", "xennet", "xenfb", "xenkbd", "xenbus", "independent_wallclock", "permit_wallclock");

  private static final int MOST_TOLD = 5;

  private final FixContext context;
  private final boolean byUuidPath;
  private final Set<String> strangers = new LinkedHashSet<>();

  private KvmKernelParameters(FixContext context, boolean byUuidPath) {
    this.context = context;
    this.byUuidPath = byUuidPath;
  }

  public static KvmKernelParameters of(GuestEditor guest, FixContext context) {
    // SUSE's mkinitrd looks for the device that is named; its udev makes the links by UUID.
    boolean mkinitrd = context.inspection().system().isSuse() && !guest.exists("/usr/lib/dracut");
    return new KvmKernelParameters(context, mkinitrd);
  }

  /** Returns whether the guest has a Linux kernel at all. */
  static boolean concern(FixContext context) {
    return context.inspection().system().family() == Family.LINUX;
  }

  // ---- lines

  /** Returns the whole command line of a kernel, with or without an initramfs, for KVM. */
  public String whole(String line, boolean initramfs) {
    if (hasOpenQuote(line)) {
      return line;
    }
    KernelCommandLine mapped = KernelCommandLine.parse(part(line, initramfs));
    return mapped.has("console") ? mapped.toString() : mapped.plus(consoles()).toString();
  }

  /** Returns a part of a command line, to which other parameters come, for KVM. */
  public String part(String line, boolean initramfs) {
    if (hasOpenQuote(line)) {
      return line;
    }
    KernelCommandLine parsed = KernelCommandLine.parse(line);
    return withKvmConsoles(parsed.map(parameter -> kvm(parameter, initramfs))).toString();
  }

  /** Where a quote is never closed, nobody can say which parameters there are: such a line is left alone. */
  private static boolean hasOpenQuote(String line) {
    return line.chars().filter(c -> c == '"').count() % 2 != 0;
  }

  /** Returns the consoles that a line without any has to name; none where the guest's kernel found its console unasked. */
  String consoles() {
    boolean asksNobody = context.hardware().startedByXen();
    return asksNobody ? context.hardware().console().map(serial -> "console=tty0 console=" + serial).orElse("") : "";
  }

  // ---- parameters

  private String kvm(Parameter parameter, boolean initramfs) {
    String text = parameter.text();
    // GRUB 2's script may have each parameter in quotes of its own.
    if (text.length() > 2 && text.startsWith("'") && text.endsWith("'")) {
      String inside = kvm(new Parameter("", text.substring(1, text.length() - 1)), initramfs);
      return inside.isEmpty() ? "" : "'" + inside + "'";
    }
    String name = parameter.name();
    String value = parameter.value();
    if (isXens(name, value)) {
      return "";
    }
    if (value.isEmpty() || name.equals("console")) {
      return parameter.text();
    }
    if (DEVICES.contains(name)) {
      return name + "=" + device(name, value, initramfs);
    }
    if (name.equals("cryptdevice")) {
      int colon = value.indexOf(':');
      String device = colon < 0 ? value : value.substring(0, colon);
      return name + "=" + device(name, device, initramfs) + value.substring(device.length());
    }
    return name + "=" + embedded(name, value);
  }

  private static boolean isXens(String name, String value) {
    String driver = name.replace('-', '_').toLowerCase(Locale.ROOT);
    int dot = driver.indexOf('.');
    String module = dot < 0 ? driver : driver.substring(0, dot);
    // earlyprintk=xen stops Debian's 6.1 kernel without Xen before it says anything.
    return module.startsWith("xen_") || XEN_NAMES.contains(module)
        || (name.equals("earlyprintk") && value.matches("(?:xen|hvc|xvc).*"))
        || (name.equals("earlycon") && value.startsWith("xenboot"))
        || (name.equals("clocksource") && value.equals("xen"))
        || (name.equals("video") && value.startsWith("xenfb"));
  }

  private String device(String name, String value, boolean initramfs) {
    String path = KERNEL_NAME.matcher(value).matches() ? "/dev/" + value : value;
    Optional<String> xenName = XenDeviceName.of(path).filter(known -> !known.startsWith("vd"));
    if (xenName.isEmpty()) {
      return value;
    }
    // A kernel that mounts its root itself knows only its own names.
    Optional<String> mapped = initramfs
        ? context.stableName(xenName.get()) : context.kvmName(xenName.get()).map(kvm -> "/dev/" + kvm);
    if (mapped.isEmpty()) {
      stranger(name, value);
      return value;
    }
    return byUuidPath ? mapped.get().replaceFirst("^UUID=", "/dev/disk/by-uuid/") : mapped.get();
  }

  private String embedded(String name, String value) {
    Matcher matcher = EMBEDDED.matcher(value);
    StringBuilder mapped = new StringBuilder();
    while (matcher.find()) {
      Optional<String> kvm = context.kvmName(matcher.group(1));
      if (kvm.isEmpty()) {
        stranger(name, matcher.group());
      }
      matcher.appendReplacement(mapped, Matcher.quoteReplacement(kvm.map(known -> "/dev/" + known).orElse(matcher.group())));
    }
    return matcher.appendTail(mapped).toString();
  }

  private void stranger(String name, String value) {
    if (value.contains("xvd") || value.contains("xen-vbd")) {
      strangers.add(name + "=" + value);
    }
  }

  // ---- the console

  private KernelCommandLine withKvmConsoles(KernelCommandLine line) {
    Optional<String> serial = context.hardware().console();
    boolean hasSerial = serial.isPresent() && names(line, serial.get());
    boolean hasScreen = line.parameters().stream()
        .anyMatch(parameter -> parameter.name().equals("console") && !isXenConsole(parameter)
            && device(parameter).matches("tty[0-9]{0,2}"));
    String screen = hasScreen ? "" : "console=tty0 ";
    boolean[] placed = {serial.isEmpty() || hasSerial};
    return line.map(parameter -> {
      if (!isXenConsole(parameter)) {
        return parameter.text();
      }
      if (placed[0]) {
        return "";
      }
      placed[0] = true;
      String options = parameter.value().substring(device(parameter).length());
      return screen + "console=" + serial.get() + options;
    });
  }

  private static boolean names(KernelCommandLine line, String console) {
    return line.parameters().stream()
        .anyMatch(parameter -> parameter.name().equals("console") && device(parameter).equals(console));
  }

  private boolean isXenConsole(Parameter parameter) {
    if (!parameter.name().equals("console")) {
      return false;
    }
    String device = device(parameter);
    boolean kept = context.hardware().console().filter(device::equals).isPresent();
    // A paravirtual guest's "tty" is Xen's console, too.
    boolean xens = XEN_CONSOLE.matcher(device).matches()
        || (device.equals("tty") && context.hardware().startedByXen());
    return xens && !kept;
  }

  private static String device(Parameter console) {
    int comma = console.value().indexOf(',');
    return comma < 0 ? console.value() : console.value().substring(0, comma);
  }

  // ---- findings

  /** Says which of the lines asked for since the last call name disks that the guest does not have. */
  void tell(GuestPath where) {
    List<String> told = strangers.stream().limit(MOST_TOLD).toList();
    for (String parameter : told) {
      context.warn(where.value(), "The kernel parameter " + parameter + " names none of the guest's disks",
          "Give all disks of the guest, or correct the parameter.");
    }
    strangers.clear();
  }
}
