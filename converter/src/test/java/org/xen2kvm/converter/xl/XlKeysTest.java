package org.xen2kvm.converter.xl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key of xl.cfg(5), xl_parse.c and xend's xmdomain.cfg(5) is read, or dropped with a reason; none is unknown. */
final class XlKeysTest {
  private static final String KEYS = """
      name uuid type builder pvh memory maxmem vcpus maxvcpus vcpu_avail cpus cpus_soft cpu_weight cap cpu_cap period slice latency
      extratime pool cpupool vnuma kernel ramdisk root extra cmdline bootloader bootloader_args bootargs device_tree firmware bios
      bios_path_override firmware_override boot acpi apic pae hap nx hpet nestedhvm viridian cpuid localtime rtc_timeoffset tsc_mode
      timer_mode vpt_align on_poweroff on_reboot on_crash on_watchdog on_soft_reset disk hdtype vif vif2 vfb vnc vnclisten vncdisplay
      vncunused vncpasswd keymap sdl opengl nographic display xauthority spice spicehost spiceport spicetls_port
      spicedisable_ticketing spicepasswd spiceagent_mouse spicevdagent spice_clipboard_sharing spice_image_compression
      spice_streaming_video spiceusbredirection vga stdvga videoram usb usbversion usbdevice usbctrl usbdev serial parallel soundhw
      pci pci_permissive pci_msitranslate pci_power_mgmt pci_seize gfx_passthru dtdev irqs ioports iomem rdm rdm_mem_boundary channel
      p9 vtpm pvcalls vsnd vkb vkb_device vdispl virtio vuart tee arm_sci gic_version nr_spis sve llc_colors passthrough driver_domain
      device_model device_model_version device_model_override device_model_args device_model_args_pv device_model_args_hvm
      device_model_user device_model_stubdomain_override device_model_stubdomain_seclabel stubdomain_kernel stubdomain_ramdisk
      stubdomain_cmdline stubdomain_memory dm_restrict xen_platform_pci vendor_device hvm_pirq shadow_memory oos e820_host
      max_grant_frames max_grant_version max_maptrack_frames max_event_channels nomigrate seclabel init_seclabel acpi_firmware smbios
      smbios_firmware ms_vm_genid mmio_hole mca_caps msr_relaxed altp2m altp2mhvm vmtrace_buf_kb acpi_s3 acpi_s4 acpi_laptop_slate
      pvshim pvshim_path pvshim_cmdline pvshim_extra xend_suspend_evtchn_compat xenstore_feature_mask vncviewer vncconsole
      on_xend_start on_xend_stop nic dhcp ip netmask gateway hostname nfs_server nfs_root interface guest_os_type ne2000 audio fda fdb
      """;

  @ParameterizedTest
  @ValueSource(strings = {"pv", "pvh", "hvm"})
  void noKeyOfXenIsUnknown(String type) {
    StringBuilder config = new StringBuilder();
    String[] keys = KEYS.strip().split("\\s+");
    for (String key : keys) {
      String value = switch (key) {
        case "type" -> type;
        case "builder", "pvh" -> "";
        case "vfb" -> "vnc=1";
        case "usbctrl" -> "ports=1";
        case "usbdev" -> "hostbus=1";
        case "p9", "channel" -> "path=/a";
        default -> "1";
      };
      config.append(key).append(" = '").append(value).append("'\n");
    }
    ReadConfig read = ReadConfig.of(config.toString());
    assertThat(keys).hasSizeGreaterThan(170);
    assertThat(read.findings()).noneMatch(finding -> finding.rule().value().equals("xl-unknown-key"));
    for (String key : keys) {
      assertThat(read.reading().settings().stream().filter(s -> s.name().equals(key)).count()).as(key).isPositive();
    }
  }
}
