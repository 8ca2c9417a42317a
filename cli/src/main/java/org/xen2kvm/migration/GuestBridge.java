package org.xen2kvm.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.GuestFacts.OperatingSystem;
import org.xen2kvm.converter.GuestImplications;
import org.xen2kvm.converter.GuestImplications.BootChange;
import org.xen2kvm.converter.GuestImplications.ConsoleMove;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainPath;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.converter.xml.DomainTree;
import org.xen2kvm.guestfix.device.DeviceMap;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.device.KvmHardware;
import org.xen2kvm.guestfix.device.KvmHardware.Firmware;
import org.xen2kvm.guestfix.device.KvmHardware.Nic;
import org.xen2kvm.guestfix.inspect.GuestInspection;
import org.xen2kvm.guestfix.inspect.GuestSystem.Family;
import org.xen2kvm.migration.plan.SourceDisk;

/**
 * Carries facts between the converter and the guest fix, which do not know each other: what the conversion means for the
 * guest, and what the guest means for the conversion. Stateless.
 */
public final class GuestBridge {
  private static final DomainPath UEFI =
      DomainPath.of("/domain/os[@firmware='efi'] | /domain/os/loader[@type='pflash']");
  private static final DomainPath DISPLAY = DomainPath.of("/domain/devices/graphics | /domain/devices/video");
  private static final DomainPath SERIAL = DomainPath.of("/domain/devices/serial");

  private GuestBridge() {}

  /** Returns the names of the disks under both hypervisors. */
  public static DeviceMap names(List<SourceDisk> disks) {
    List<DiskNames> names = new ArrayList<>();
    for (SourceDisk disk : disks) {
      names.add(new DiskNames(names.size(), disk.xenName(), disk.guestName(), disk.partition(), disk.boot()));
    }
    return new DeviceMap(names);
  }

  /** Returns what the guest of a converted domain will find itself on. */
  static KvmHardware hardware(ConversionResult conversion, List<SourceDisk> disks) {
    DomainTree domain = parse(conversion.converted());
    GuestImplications implications = conversion.guestImplications();
    List<Nic> nics = implications.nics().stream()
        .map(nic -> new Nic(nic.mac().toLowerCase(Locale.ROOT), nic.to().startsWith("virtio")))
        .toList();
    Optional<String> moved = implications.console().map(ConsoleMove::to).filter(device -> !device.isEmpty());
    Optional<String> console = moved.isPresent() || domain.select(SERIAL).isEmpty() ? moved : Optional.of("ttyS0");
    Firmware firmware = domain.select(UEFI).isEmpty() ? Firmware.BIOS : Firmware.UEFI;
    boolean startedByXen = implications.boot() == BootChange.NEEDS_BOOT_LOADER
        || implications.boot() == BootChange.DIRECT_KERNEL;
    return new KvmHardware(names(disks), nics, console, firmware, !domain.select(DISPLAY).isEmpty(), startedByXen);
  }

  /** Returns the hardware that is assumed for a guest of which only disks are known. */
  static KvmHardware assumedHardware(List<SourceDisk> disks) {
    return new KvmHardware(names(disks), List.of(), Optional.of("ttyS0"), Firmware.BIOS, true, true);
  }

  /**
   * Returns what the converter may take as given once the guest's fixes are applied: then it boots one of the kernels that
   * can use virtio disks, whose initramfs has the drivers.
   */
  public static GuestFacts facts(GuestInspection inspection) {
    return facts(inspection, !inspection.bootableKernels().isEmpty());
  }

  /** Returns what the converter may take as given about a guest that stays as it is. */
  public static GuestFacts factsAsFound(GuestInspection inspection) {
    return facts(inspection, inspection.allFindVirtioDisks());
  }

  private static GuestFacts facts(GuestInspection inspection, boolean virtioDisks) {
    Family family = inspection.system().family();
    OperatingSystem os = switch (family) {
      case LINUX -> OperatingSystem.LINUX;
      case WINDOWS -> OperatingSystem.WINDOWS;
      case OTHER -> OperatingSystem.OTHER;
      case UNKNOWN -> OperatingSystem.UNKNOWN;
    };
    // Another system's drivers are not looked for, and it gets none: it keeps hardware that every system has drivers for.
    boolean linux = family == Family.LINUX;
    // A kernel on the host says nothing about its drivers here.
    boolean known = linux ? !inspection.kernels().isEmpty() : family != Family.UNKNOWN;
    String name = inspection.system().name();
    return new GuestFacts(
        os,
        name.isEmpty() ? Optional.empty() : Optional.of(name),
        known ? Optional.of(linux && virtioDisks) : Optional.empty(),
        known ? Optional.of(linux && inspection.allHaveVirtioNet()) : Optional.empty(),
        Optional.of(inspection.startsFromBios()));
  }

  private static DomainTree parse(String xml) {
    try {
      return DomainParser.parse(xml);
    } catch (DomainSyntaxException e) {
      throw new IllegalStateException("The converter's result cannot be read", e);
    }
  }
}
