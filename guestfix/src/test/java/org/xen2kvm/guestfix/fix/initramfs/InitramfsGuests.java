package org.xen2kvm.guestfix.fix.initramfs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.archive.CpioArchive;
import org.xen2kvm.guestfix.initramfs.InitramfsException;
import org.xen2kvm.guestfix.inspect.DriverSupport;
import org.xen2kvm.guestfix.inspect.GuestInitramfs;
import org.xen2kvm.guestfix.inspect.GuestKernel;

/** Kernels and initramfs of made-up guests. What inspection says of an initramfs comes from its file. */
final class InitramfsGuests {
  /** The kernel of the packed initramfs that other tests have. */
  static final String VERSION = "6.1.0-1-amd64";

  private static final List<String> MODULES = List.of(
      "kernel/drivers/virtio/virtio.ko:", "kernel/drivers/virtio/virtio_ring.ko:",
      "kernel/drivers/virtio/virtio_pci.ko: kernel/drivers/virtio/virtio.ko kernel/drivers/virtio/virtio_ring.ko",
      "kernel/drivers/block/virtio_blk.ko: kernel/drivers/virtio/virtio.ko kernel/drivers/virtio/virtio_ring.ko",
      "kernel/drivers/net/virtio_net.ko: kernel/drivers/virtio/virtio.ko kernel/drivers/virtio/virtio_ring.ko",
      "kernel/drivers/scsi/virtio_scsi.ko: kernel/drivers/scsi/scsi_mod.ko kernel/drivers/virtio/virtio.ko",
      "kernel/drivers/scsi/sd_mod.ko: kernel/drivers/scsi/scsi_mod.ko", "kernel/drivers/scsi/scsi_mod.ko:",
      "kernel/drivers/block/xen-blkfront.ko:");

  private InitramfsGuests() {}

  /** Gives the guest a kernel with virtio as modules, and this initramfs. */
  static GuestCase kernel(GuestCase guest, String version, String initramfs, byte[] image) {
    GuestPath directory = GuestPath.of("/usr/lib/modules/" + version);
    for (String line : MODULES) {
      String file = line.substring(0, line.indexOf(':'));
      guest.file(directory.resolve(file).value(), "\177ELF " + file);
    }
    guest.file(directory.resolve("modules.dep").value(), String.join("\n", MODULES) + "\n");
    guest.file(directory.resolve("modules.dep.bin").value(), "index");
    guest.file(directory.resolve("modules.builtin").value(), "kernel/drivers/net/dummy.ko\n");
    guest.file(initramfs, image);
    guest.file("/boot/vmlinuz-" + version, "kernel");
    return guest.kernel(known(version, initramfs, false, DriverSupport.MODULE, DriverSupport.MODULE));
  }

  /** What inspection says of a kernel. */
  static GuestKernel known(String version, String initramfs, boolean xenOnly, DriverSupport disk, DriverSupport network) {
    GuestInitramfs found = new GuestInitramfs(GuestPath.of(initramfs), 1, Optional.empty(), "not looked into");
    return new GuestKernel(version, GuestPath.of("/boot/vmlinuz-" + version), Optional.of(found),
        Optional.of(GuestPath.of("/usr/lib/modules/" + version)), xenOnly, disk, disk, network);
  }

  /** An initramfs of initramfs-tools in which udev loads drivers and names network cards. */
  static Map<String, String> tools(String version, String... modules) {
    Map<String, String> files = new TreeMap<>(Map.of("conf/initramfs.conf", "MODULES=list\n", "scripts/functions", "#\n",
        "lib/systemd/systemd-udevd", "x", "lib/udev/rules.d/80-drivers.rules", "#\n",
        "lib/udev/rules.d/80-net-setup-link.rules", "#\n", "sbin/modprobe", "x"));
    for (String module : modules) {
      files.put("lib/modules/" + version + "/kernel/" + module + ".ko", "x");
    }
    return files;
  }

  /** An initramfs of dracut. */
  static Map<String, String> dracut(String version, String... modules) {
    Map<String, String> files = tools(version, modules);
    files.remove("scripts/functions");
    files.remove("conf/initramfs.conf");
    files.put("usr/lib/dracut/build-parameter.txt", " -f\n");
    return files;
  }

  /** An initrd of RHEL 5, whose modules lie beside each other. */
  static Map<String, String> nash(String... modules) {
    Map<String, String> files = new TreeMap<>(Map.of("bin/nash", "x", "init", "#!/bin/nash\n"));
    for (String module : modules) {
      files.put("lib/" + module + ".ko", "x");
    }
    return files;
  }

  /** Packs files as gzip does. */
  static byte[] gzip(Map<String, String> files) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(cpio(files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** Packs files not at all. */
  static byte[] cpio(Map<String, String> files) {
    CpioArchive archive = new CpioArchive();
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        archive.file(file.getKey(), 0644, file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (InitramfsException e) {
      throw new IllegalStateException(e);
    }
    return archive.bytes();
  }
}
