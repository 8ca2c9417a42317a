package org.xen2kvm.migration.host.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.migration.host.local.Distribution;
import org.xen2kvm.migration.host.report.HostFinding;

/** Whether the host's emulator has what converted definitions ask for. Stateless. */
public final class ProfileCheck {
  private static final String WHY_EMULATOR = "It runs the guests; definitions name it";
  private static final String WHY_MACHINES = "A converted guest is a pc or q35, and keeps its devices when QEMU is upgraded only"
      + " with the version written down";
  private static final String WHY_UEFI = "A guest that Xen started by UEFI (ovmf) needs it; others start by the BIOS";
  private static final String WHY_CPU = "A converted guest gets the processor of the host by default (host-model)";

  private ProfileCheck() {}

  /** Returns a finding each about the emulator, its machines, UEFI firmware and the processor. */
  public static List<HostFinding> of(HostProfile profile, Distribution distribution) {
    return List.of(emulator(profile, distribution), machines(profile), uefi(profile, distribution), cpu(profile));
  }

  private static HostFinding emulator(HostProfile profile, Distribution distribution) {
    return profile.emulator().isPresent()
        ? HostFinding.ok("emulator", profile.emulator().get(), WHY_EMULATOR)
        : HostFinding.error("emulator", "libvirt knows no emulator for " + profile.arch(), WHY_EMULATOR,
            distribution.installQemu());
  }

  private static HostFinding machines(HostProfile profile) {
    if (profile.machines().isEmpty()) {
      return HostFinding.note("machine-types", "libvirt does not tell the machine types", WHY_MACHINES, "");
    }
    List<String> families = new ArrayList<>();
    newest(profile, "pc", "pc-i440fx-").ifPresent(families::add);
    newest(profile, "q35", "pc-q35-").ifPresent(families::add);
    String all = String.join(", ", families);
    return switch (families.size()) {
      case 2 -> HostFinding.ok("machine-types", all, WHY_MACHINES);
      case 1 -> HostFinding.warning("machine-types", "There is only " + all, WHY_MACHINES,
          families.get(0).startsWith("q35") ? "xen2kvm convert --machine q35" : "");
      default -> HostFinding.error("machine-types", "There is neither pc nor q35", WHY_MACHINES, "");
    };
  }

  /** Returns a family of machine types with its newest version; empty when the host has none of them. */
  private static Optional<String> newest(HostProfile profile, String alias, String prefix) {
    Optional<String> version = profile.machines().stream().filter(machine -> machine.startsWith(prefix))
        .max((a, b) -> compare(a.substring(prefix.length()), b.substring(prefix.length())));
    return version.isPresent() ? Optional.of(alias + " (" + version.get() + ")")
        : profile.machines().contains(alias) ? Optional.of(alias) : Optional.empty();
  }

  /** 2.12 is newer than 2.9; what is no number, as in {@code rhel7.6.0}, sorts as text. */
  private static int compare(String a, String b) {
    String[] left = a.split("\\.", -1);
    String[] right = b.split("\\.", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      boolean numbers = left[i].matches("\\d{1,6}") && right[i].matches("\\d{1,6}");
      int order = numbers ? Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i])) : left[i].compareTo(right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static HostFinding uefi(HostProfile profile, Distribution distribution) {
    if (profile.efi().isEmpty()) {
      return HostFinding.note("firmware-uefi", "libvirt before 5.2 does not tell the firmware that it can choose", WHY_UEFI,
          "");
    }
    return profile.efi().get()
        ? HostFinding.ok("firmware-uefi", "libvirt finds UEFI firmware for guests", WHY_UEFI)
        : HostFinding.warning("firmware-uefi", "There is no UEFI firmware for guests", WHY_UEFI, distribution.installUefi());
  }

  private static HostFinding cpu(HostProfile profile) {
    if (profile.cpuModes().isEmpty()) {
      return HostFinding.note("cpu-model", "libvirt does not tell the CPU modes", WHY_CPU, "");
    }
    return profile.cpuModes().contains("host-model")
        ? HostFinding.ok("cpu-model", "host-model; also " + String.join(", ",
            profile.cpuModes().stream().filter(mode -> !mode.equals("host-model")).sorted().toList()), WHY_CPU)
        : HostFinding.warning("cpu-model", "host-model is not usable, only "
            + String.join(", ", profile.cpuModes().stream().sorted().toList()), WHY_CPU, "");
  }
}
