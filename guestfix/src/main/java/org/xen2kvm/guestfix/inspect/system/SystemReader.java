package org.xen2kvm.guestfix.inspect.system;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestSystem.Family;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;
import org.xen2kvm.guestfix.inspect.GuestSystem;
import org.xen2kvm.guestfix.inspect.LenientReader;
import org.xen2kvm.guestfix.text.ShellAssignments;

/** Tells what a Linux system is by its files: os-release, and what distributions had before it. */
public final class SystemReader {
  private static final List<String> INIT_PROGRAMS =
      List.of("/bin/sh", "/sbin/init", "/usr/bin/env", "/bin/bash", "/bin/busybox", "/bin/ls");

  private static final Pattern RED_HAT = Pattern.compile("(.{1,80}?) release ([0-9]{1,3}(?:\\.[0-9]{1,3})*).*");
  private static final Pattern SUSE_VERSION = Pattern.compile("(?m)^VERSION[ \t]*+=[ \t]*+([0-9.]{1,8})");
  private static final Pattern SUSE_LEVEL = Pattern.compile("(?m)^PATCHLEVEL[ \t]*+=[ \t]*+([0-9]{1,4})");

  private final LenientReader guest;

  private SystemReader(LenientReader guest) {
    this.guest = guest;
  }

  /** Returns what system a guest's files are of. */
  public static GuestSystem read(LenientReader guest) {
    return new SystemReader(guest).read();
  }

  private GuestSystem read() {
    Distribution distribution = distribution();
    return new GuestSystem(
        Family.LINUX, distribution.id, distribution.idLike, distribution.version, distribution.name,
        packages(), architecture(), init(), hostname(), selinux());
  }

  private record Distribution(String id, List<String> idLike, String version, String name) {}

  // ---- the distribution

  private Distribution distribution() {
    return osRelease().or(this::suseRelease).or(this::redHatRelease).or(this::lsbRelease).or(this::debianVersion)
        .orElse(new Distribution("", List.of(), "", "Linux"));
  }

  private Optional<Distribution> osRelease() {
    return assignments("/etc/os-release").or(() -> assignments("/usr/lib/os-release"))
        .filter(values -> values.value("ID").isPresent()).map(values -> {
          String id = values.value("ID").orElse("");
          String like = values.value("ID_LIKE").orElse("").strip();
          String version = values.value("VERSION_ID").orElse("");
          String name = values.value("PRETTY_NAME").orElse(values.value("NAME").orElse(id) + " " + version).strip();
          return new Distribution(id, like.isEmpty() ? List.of() : List.of(like.split("[ \t]+")), version, name);
        });
  }

  private Optional<ShellAssignments> assignments(String file) {
    return guest.text(file).map(ShellAssignments::parse);
  }

  /** SLES and openSUSE before 12 and 13. */
  private Optional<Distribution> suseRelease() {
    return guest.text("/etc/SuSE-release").map(text -> {
      String name = text.lines().findFirst().orElse("SUSE").strip();
      String major = number(SUSE_VERSION, text).orElse("");
      String level = number(SUSE_LEVEL, text).orElse("0");
      String version = level.equals("0") ? major : major + "." + level;
      String id = !name.contains("Enterprise") ? "opensuse" : name.contains("Desktop") ? "sled" : "sles";
      return new Distribution(id, List.of("suse"), version, name);
    });
  }

  private static Optional<String> number(Pattern line, String text) {
    Matcher matcher = line.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private Optional<Distribution> redHatRelease() {
    return guest.firstLine("/etc/centos-release").or(() -> guest.firstLine("/etc/oracle-release"))
        .or(() -> guest.firstLine("/etc/redhat-release")).map(name -> {
          Matcher matcher = RED_HAT.matcher(name);
          String product = matcher.matches() ? matcher.group(1) : name;
          String id = product.startsWith("CentOS") ? "centos" : product.startsWith("Fedora") ? "fedora"
              : product.startsWith("Oracle") ? "ol" : product.startsWith("Scientific") ? "scientific" : "rhel";
          return new Distribution(
              id, id.equals("rhel") || id.equals("fedora") ? List.of("fedora") : List.of("rhel", "fedora"),
              matcher.matches() ? matcher.group(2) : "", name);
        });
  }

  /** Ubuntu before 12.04. */
  private Optional<Distribution> lsbRelease() {
    return assignments("/etc/lsb-release").filter(values -> values.value("DISTRIB_ID").isPresent()).map(values -> {
      String id = values.value("DISTRIB_ID").orElse("").toLowerCase(Locale.ROOT);
      String version = values.value("DISTRIB_RELEASE").orElse("");
      return new Distribution(id, id.equals("ubuntu") ? List.of("debian") : List.of(), version,
          values.value("DISTRIB_DESCRIPTION").orElse(id + " " + version));
    });
  }

  /** Debian before 7: {@code 5.0.10}, or {@code lenny/sid}. */
  private Optional<Distribution> debianVersion() {
    return guest.firstLine("/etc/debian_version")
        .map(version -> new Distribution("debian", List.of(), version, "Debian GNU/Linux " + version));
  }

  // ---- the rest

  private PackageFormat packages() {
    if (guest.exists("/var/lib/dpkg/status") || guest.exists("/usr/bin/dpkg")) {
      return PackageFormat.DEB;
    }
    boolean rpm = guest.exists("/bin/rpm") || guest.exists("/usr/bin/rpm") || guest.exists("/var/lib/rpm")
        || guest.exists("/usr/lib/sysimage/rpm");
    return rpm ? PackageFormat.RPM : PackageFormat.OTHER;
  }

  private InitSystem init() {
    String target = guest.realPath(GuestPath.of("/sbin/init")).map(GuestPath::value).orElse("");
    if (target.endsWith("/systemd")) {
      return InitSystem.SYSTEMD;
    }
    // Upstart's package has initctl; sysvinit's on Debian 12 has one, too, but no jobs.
    boolean upstart = (guest.exists("/sbin/initctl") || guest.exists("/usr/sbin/initctl"))
        && (guest.list("/etc/init").stream().anyMatch(name -> name.endsWith(".conf"))
            || guest.list("/etc/event.d").stream().anyMatch(name -> name.startsWith("tty")));
    if (upstart) {
      return InitSystem.UPSTART;
    }
    if (guest.exists("/etc/inittab")) {
      return InitSystem.SYSVINIT;
    }
    boolean systemd = guest.exists("/lib/systemd/systemd") || guest.exists("/usr/lib/systemd/systemd");
    return systemd ? InitSystem.SYSTEMD : InitSystem.OTHER;
  }

  private String architecture() {
    for (String program : INIT_PROGRAMS) {
      Optional<String> machine = guest.start(GuestPath.of(program), ElfMachine.HEADER).flatMap(ElfMachine::of);
      if (machine.isPresent()) {
        return machine.get();
      }
    }
    return "";
  }

  private String hostname() {
    return guest.firstLine("/etc/hostname").or(() -> guest.firstLine("/etc/HOSTNAME"))
        .or(() -> assignments("/etc/sysconfig/network").flatMap(values -> values.value("HOSTNAME")))
        .filter(name -> name.length() <= 255 && !name.startsWith("#")).orElse("");
  }

  private boolean selinux() {
    String mode = assignments("/etc/selinux/config").flatMap(values -> values.value("SELINUX")).orElse("");
    return mode.equalsIgnoreCase("enforcing") || mode.equalsIgnoreCase("permissive");
  }
}
