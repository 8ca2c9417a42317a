package org.xen2kvm.converter.xl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;
import org.xen2kvm.converter.xl.text.XlSetting;
import org.xen2kvm.converter.xl.text.XlValue.Items;
import org.xen2kvm.converter.xl.text.XlValue.Scalar;

/**
 * Names every setting that no family reads: those of Xen alone with the reason why they are dropped, those that xl does not know
 * with a warning. Keys and their meanings: xl.cfg(5), xl_parse.c, and xend's xmdomain.cfg(5) and create.py.
 */
final class KeysWithoutMeaning implements Part {

  /** Why a key is dropped, how much that matters when its value is not that of a switch that is off, and what to do. */
  private record Reason(Severity severity, String sentence, String advice) {}

  private static final Map<String, Reason> TABLE = table();

  /** Read for HVM guests only; a PVH guest, for which xl knows some of them, has them in any case or cannot have them on KVM. */
  private static final Set<String> OF_HVM = Set.of(
      "acpi", "apic", "pae", "hap", "viridian", "hpet", "nestedhvm", "acpi_firmware", "rtc_timeoffset", "bios",
      "firmware_override", "vga", "stdvga", "videoram", "serial", "parallel", "soundhw", "usb", "usbversion", "usbdevice",
      "hdtype", "spice", "spicehost", "spiceport", "spicetls_port", "spicedisable_ticketing", "spicepasswd",
      "spiceagent_mouse", "spicevdagent", "spice_clipboard_sharing", "spice_image_compression", "spice_streaming_video",
      "spiceusbredirection");

  /** Read for PV and PVH guests only. */
  private static final Set<String> OF_PARAVIRTUAL = Set.of("bootloader", "bootloader_args", "bootargs", "e820_host");

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    for (XlSetting setting : settings.rest()) {
      sketch.readNothing(setting);
      String key = setting.key();
      Reason reason = TABLE.get(key);
      if (reason == null && key.startsWith("OVM_")) {
        reason = new Reason(Severity.NOTE, "it is data of Oracle VM Manager", "");
      }
      if (reason != null) {
        boolean harmless = reason.severity == Severity.NOTE || isOff(setting);
        tell(setting, harmless ? Severity.NOTE : reason.severity, "'" + DomainSketch.shown(key) + "' is dropped: " + reason.sentence,
            harmless ? "" : reason.advice, sketch);
      } else if (OF_HVM.contains(key) || OF_PARAVIRTUAL.contains(key)) {
        tell(setting, Severity.NOTE, "'" + key + "' changes nothing for " + (sketch.isHvm() ? "an " : "a ") + sketch.kind() + " guest", "",
            sketch);
      } else {
        sketch.tell(ReadingRule.UNKNOWN_KEY, Severity.WARNING, setting.place(),
            "xl knows no key '" + DomainSketch.shown(key) + "', so it has no effect",
            "Check its spelling; remove the line if it was meant for another program.");
      }
    }
  }

  private static void tell(XlSetting setting, Severity severity, String message, String advice, DomainSketch sketch) {
    sketch.tell(ReadingRule.WITHOUT_MEANING, severity, setting.place(), message, advice);
  }

  /** Returns whether the value says that the guest does without: 0, nothing, an empty list. */
  private static boolean isOff(XlSetting setting) {
    if (setting.value() instanceof Items list) {
      return list.items().isEmpty();
    }
    if (setting.value() instanceof Scalar scalar) {
      String text = scalar.text().strip();
      @Nullable Long number = Given.number(text);
      return text.isEmpty() || text.equals("none") || text.equals("ignore") || (number != null && number == 0);
    }
    return false;
  }

  private static Map<String, Reason> table() {
    Map<String, Reason> table = new HashMap<>();
    harmless(table);
    noticeable(table);
    return Map.copyOf(table);
  }

  private static void harmless(Map<String, Reason> table) {
    note(table, "it tunes Xen's schedulers, which KVM does not have",
        "period", "slice", "latency", "extratime", "cpus_soft", "cpu");
    note(table, "it sizes tables of Xen that KVM does not have",
        "max_grant_frames", "max_maptrack_frames", "max_grant_version", "max_event_channels", "event_channels", "hvm_pirq",
        "xenstore_quota", "xenstore_feature_mask", "vmtrace_buf_kb");
    note(table, "it tunes how Xen keeps the guest's memory, which KVM does by itself",
        "oos", "shadow_memory", "superpages", "mmio_hole", "memory_sharing", "actmem", "rdm_mem_boundary", "llc_colors");
    note(table, "it tunes how Xen emulates timers, CPU and ACPI of a PC, which QEMU does by itself",
        "timer_mode", "vpt_align", "nx", "acpi_s3", "acpi_s4", "acpi_laptop_slate", "mca_caps", "msr_relaxed", "altp2m",
        "altp2mhvm", "altp2m_count", "suppress_spurious_page_faults", "cpuid_check", "vhpt");
    note(table, "it tunes how the CPU helps Xen with interrupts and lets guests count events, which KVM decides by itself",
        "assisted_xapic", "assisted_x2apic", "vpmu");
    note(table, "it is about Xen's device model; KVM's own QEMU takes its place, unprivileged and confined by libvirt",
        "device_model_version", "device_model_stubdomain_override", "device_model_stubdomain_seclabel", "device_model_user",
        "device_model_stubdomain_init_seclabel", "stubdomain_kernel", "stubdomain_ramdisk", "stubdomain_cmdline",
        "stubdomain_memory", "dm_restrict", "monitor", "monitor_path", "guest_os_type", "ne2000");
    note(table, "it shows guests Xen's platform device, and KVM has none", "xen_platform_pci", "vendor_device");
    note(table, "it is a label of Xen's own security modules; libvirt labels guests of KVM by itself",
        "seclabel", "init_seclabel", "access_control", "security");
    note(table, "it is about how Xen's tools start, move and watch the guest",
        "nomigrate", "xend_suspend_evtchn_compat", "suspend_cancel", "change_home_server", "s3_integrity", "on_watchdog",
        "on_soft_reset", "vncviewer", "vncconsole", "bootentry", "restart", "features", "machine_address_size",
        "pvshim", "pvshim_path", "pvshim_cmdline", "pvshim_extra");
    note(table, "it is about how Xen hands devices of the host out; libvirt does that by itself, through VFIO",
        "pci_msitranslate", "pci_power_mgmt", "pci_seize", "pci_permissive");
    note(table, "it counts the interfaces for xend; vif lists them", "nic");
    note(table, "it is text for people, which xl ignores as well", "description", "comment");
    note(table, "it is about ARM machines, and this conversion is for guests of x86",
        "vuart", "gic_version", "tee", "arm_sci", "nr_spis", "sve", "trap_unmapped_accesses", "static_shm");
    note(table, "it is about xend's network root file system, which xl ignores as well", "nfs_root");
  }

  private static void noticeable(Map<String, Reason> table) {
    warn(table, "it passes arguments to Xen's QEMU, and libvirt writes the command line of KVM's",
        "Look for what the arguments gave the guest, and write that into the result as libvirt's XML says it.",
        "device_model_args", "device_model_args_pv", "device_model_args_hvm");
    warn(table, "it bound the guest to CPUs that the Xen host had set apart",
        "Pin the guest to CPUs of the KVM host if it has to be kept apart (cputune/vcpupin).", "pool", "cpupool");
    warn(table, "it gave the guest the host's graphics card as its own",
        "Pass the card through as a PCI device (hostdev), with its ROM if the guest needs that.", "gfx_passthru");
    warn(table, "it gave the guest resources of the Xen host's own hardware",
        "Pass the device that they belong to through as a PCI device (hostdev) of the KVM host.",
        "ioports", "irqs", "irq", "iomem", "dtdev", "rdm", "device_tree");
    warn(table, "it is a paravirtual device of Xen that KVM has no counterpart for",
        "Find out what in the guest uses it.",
        "vdispl", "vkb", "vkb_device", "vsnd", "pvcalls", "virtio", "vscsi", "vusb", "tpmif");
    warn(table, "it made the guest serve devices to others, which no guest of KVM does",
        "Move what it served to the KVM host before the guests that used it.", "driver_domain", "blkif", "netif");
    warn(table, "it gave the guest firmware tables or firmware of the Xen host's files",
        "Copy the file to the KVM host and name it in the result (os/loader, sysinfo), if the guest needs it.",
        "smbios_firmware", "smbios", "bios_path_override", "bios_override");
    warn(table, "it named a floppy image for xend", "Add the floppy to the result if the guest needs it.", "fda", "fdb");
    warn(table, "it started or stopped the guest with xend",
        "Let libvirt start it with the host if it shall: virsh autostart DOMAIN.", "on_xend_start", "on_xend_stop");
    warn(table, "it chose the sound card for an old xend", "Add a <sound> to the result if the guest is to make sounds.", "audio");
  }

  private static void note(Map<String, Reason> table, String sentence, String... keys) {
    put(table, new Reason(Severity.NOTE, sentence, ""), List.of(keys));
  }

  private static void warn(Map<String, Reason> table, String sentence, String advice, String... keys) {
    put(table, new Reason(Severity.WARNING, sentence, advice), List.of(keys));
  }

  private static void put(Map<String, Reason> table, Reason reason, List<String> keys) {
    for (String key : keys) {
      if (table.put(key, reason) != null) {
        throw new IllegalStateException("The key " + key + " is in the table twice");
      }
    }
  }
}
