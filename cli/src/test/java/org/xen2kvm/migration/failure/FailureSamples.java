package org.xen2kvm.migration.failure;

import java.util.List;
import java.util.Map;

/**
 * What failing guests and hosts really print: excerpts from consoles and logs as bug trackers, vendors' guides and the
 * programs' sources show them, those of the host as libvirt 9.0 and QEMU 7.2 printed them (see {@code HostFailuresTest}).
 */
public final class FailureSamples {
  private static final String SHIM = """
      BdsDxe: loading Boot0001 "UEFI QEMU HARDDISK QM00001 " from PciRoot(0x0)/Pci(0x1F,0x2)/Sata(0x0,0xFFFF,0x0)
      BdsDxe: failed to load Boot0001 "UEFI QEMU HARDDISK QM00001 " from PciRoot(0x0)/Pci(0x1F,0x2)/Sata(0x0,0xFFFF,0x0): Access Denied
      """;

  private static final Map<String, List<String>> ALL = Map.ofEntries(
      Map.entry("secure-boot", List.of(
          SHIM,
          SHIM + "UEFI Interactive Shell v2.2\nEDK II\nUEFI v2.70 (EDK II, 0x00010000)\nShell> ",
          """
          error: /boot/vmlinuz-5.10.0-8-amd64 has invalid signature.
          error: you need to load the kernel first.

          Press any key to continue...
          """,
          "Loading Linux 4.19.0-6-amd64 ...\nerror: bad shim signature.\nLoading initial ramdisk ...\n"
              + "error: you need to load the kernel first.\n",
          "Verification failed: (0x1A) Security Violation\n")),
      Map.entry("fsck-fails", List.of(
          """
          CT_ROOT contains a file system with errors, check forced.
          CT_ROOT: Directory inode 99041, block 0, offset 0: directory corrupted

          CT_ROOT: UNEXPECTED INCONSISTENCY; RUN fsck MANUALLY.
                   (i.e., without -a or -p options)
          [FAILED]

          *** An error occurred during the file system check.
          Give root password for maintenance
          (or type Control-D to continue):""",
          """
          /dev/vda1: UNEXPECTED INCONSISTENCY; RUN fsck MANUALLY.
          	(i.e., without -a or -p options)
          fsck exited with status code 4
          done.
          Failure: File system check of the root filesystem failed
          The root filesystem on /dev/vda1 requires a manual fsck

          BusyBox v1.30.1 (Debian 1:1.30.1-4) built-in shell (ash)
          Enter 'help' for a list of built-in commands.

          (initramfs) """)),
      Map.entry("root-device-xen-name", List.of(
          """
          Gave up waiting for root file system device.  Common problems:
           - Boot args (cat /proc/cmdline)
             - Check rootdelay= (did the system wait long enough?)
           - Missing modules (cat /proc/modules; ls /dev)
          ALERT!  /dev/xvda1 does not exist.  Dropping to a shell!


          BusyBox v1.35.0 (Debian 1:1.35.0-4+b3) built-in shell (ash)
          Enter 'help' for a list of built-in commands.

          (initramfs) """,
          """
          [  201.568597] dracut-initqueue[351]: Warning: dracut-initqueue timeout - starting timeout scripts
          [  202.086401] dracut-initqueue[351]: Warning: Could not boot.
          Warning: /dev/xvda1 does not exist

          Generating "/run/initramfs/rdsosreport.txt"

          Entering emergency mode. Exit the shell to continue.
          dracut:/# """,
          "Waiting for device /dev/xvda2 to appear: ...........................Could not find /dev/xvda2.\n"
              + "Want me to fall back to /dev/xvda2? (Y/n) ",
          "Waiting for device /dev/xvda2 to appear: ...........................not found -- exiting to /bin/sh\n$ ",
          "ERROR: device '/dev/xvda1' not found. Skipping fsck.\n")),
      Map.entry("root-device-missing", List.of(
          """
          Gave up waiting for root device.  Common problems:
           - Boot args (cat /proc/cmdline)
             - Check rootdelay= (did the system wait long enough?)
             - Check root= (did the system wait for the right device?)
           - Missing modules (cat /proc/modules; ls /dev)
          ALERT!  /dev/disk/by-uuid/3506a79a-eb26-4e78-84bf-52f5f43b2cec does not exist.  Dropping to a shell!
          """,
          "ALERT!  UUID=143c811b-9b9c-48f3-b0c8-040f6e65f50a does not exist.  Dropping to a shell!\n",
          """
           dracut-initqueue[455]: Warning: dracut-initqueue timeout - starting timeout scripts
           dracut-initqueue[455]: Warning: Could not boot.
                   Starting Setup Virtual Console...
          Warning: /dev/mapper/rootvg-rootlv does not exist
          Entering emergency mode. Exit the shell to continue.
          dracut:/#
          """,
          "Waiting for device /dev/disk/by-id/scsi-x-part2 to appear: ............not found -- exiting to /bin/sh\n")),
      Map.entry("kernel-no-root", List.of(
          """
          [    1.503512] VFS: Cannot open root device "xvda1" or unknown-block(0,0): error -6
          [    1.504310] Please append a correct "root=" boot option; here are the available partitions:
          [    1.505502] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)
          """,
          "[    1.1] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(253,1)\n")),
      Map.entry("kernel-panic", List.of(
          "[    2.5] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100\n[    2.5] CPU: 0 PID: 1 Comm: init\n",
          "Kernel panic - not syncing: No working init found.  Try passing init= option to kernel.\n")),
      Map.entry("emergency-mode", List.of(
          """
          [ \u001b[1;31mTIME\u001b[0m ] Timed out waiting for device \u001b[0;1;39mdev-xvdb1.device\u001b[0m.
          [\u001b[0;1;33mDEPEND\u001b[0m] Dependency failed for \u001b[0;1;39m/data\u001b[0m.
          You are in emergency mode. After logging in, type "journalctl -xb" to view
          system logs, "systemctl reboot" to reboot, "systemctl default" or "exit"
          to boot into default mode.
          Give root password for maintenance
          (or press Control-D to continue):""",
          "Welcome to emergency mode! After logging in, type \"journalctl -xb\" to view\nsystem logs, \"systemctl reboot\" to reboot",
          "General error mounting filesystems.\nA maintenance shell will now be started.\nGive root password for maintenance\n"
              + "(or type Control-D to continue): ",
          "Entering emergency mode. Exit the shell to continue.\nType \"journalctl\" to view system logs.\n")),
      Map.entry("initramfs-shell", List.of(
          "BusyBox v1.30.1 (Debian 1:1.30.1-6+b3) built-in shell (ash)\nEnter 'help' for a list of built-in commands.\n\n(initramfs) ",
          "\ndracut:/# ",
          "initramfs emergency recovery shell launched. Type 'exit' to continue boot\n/ # ")),
      Map.entry("xen-only-kernel", List.of(
          """
            Booting 'SLES (xen)'

          root (hd0,0)
           Filesystem type is ext2fs, partition type 0x83
          kernel /boot/vmlinuz-xen root=/dev/vda1

          Error 13: Invalid or unsupported executable format

          Press any key to continue...""",
          "Loading Linux 2.6.26-2-xen-amd64 ...\nerror: invalid magic number.\nLoading initial ramdisk ...\n"
              + "error: you need to load the kernel first.\n")),
      Map.entry("grub-rescue", List.of(
          "GRUB loading.\nWelcome to GRUB!\n\nerror: no such device: 4c2f1d5e-7a0b-4c8d-9f3e-2b1a0c9d8e7f.\nEntering rescue mode...\ngrub rescue> ",
          "error: file `/boot/vmlinuz-4.19.0-21-amd64' not found.\nerror: you need to load the kernel first.\n\n"
              + "Press any key to continue...",
          "                             GNU GRUB  version 2.06\n\n   Minimal BASH-like line editing is supported.\n\ngrub> ",
          "kernel /vmlinuz-2.6.32 ro root=/dev/vda1\n\nError 15: File not found\n\nPress any key to continue...",
          "root (hd1,0)\n\nError 21: Selected disk does not exist\n")),
      Map.entry("grub-stage1", List.of(
          "SeaBIOS (version 1.16.2-debian-1.16.2-1)\nBooting from Hard Disk...\nGRUB ",
          "Booting from Hard Disk...\nGRUB _",
          "GRUB Hard Disk Error")),
      Map.entry("no-boot-device", List.of(
          "Booting from Hard Disk...\nBoot failed: not a bootable disk\n\nNo bootable device.\n",
          "BdsDxe: No bootable option or device was found.\nBdsDxe: Press any key to enter the Boot Manager Menu.\n")),
      Map.entry("uefi-shell", List.of(
          "UEFI Interactive Shell v2.2\nEDK II\nUEFI v2.70 (EDK II, 0x00010000)\nMapping table\n"
              + "     BLK0: Alias(s):\nPress ESC in 5 seconds to skip startup.nsh or any other key to continue.\nShell> ",
          "Shell> ")),
      Map.entry("network-name", List.of(
          "Configuring network interfaces...Cannot find device \"eth0\"\nFailed to bring up eth0.\n",
          "Bringing up interface eth0:  Device eth0 does not seem to be present, delaying initialization.\n[FAILED]\n",
          "[\u001b[0;1;31mFAILED\u001b[0m] Failed to start \u001b[0;1;39mRaise network interfaces\u001b[0m.\n",
          "SIOCSIFADDR: No such device\neth0: ERROR while getting interface flags: No such device\n")),
      Map.entry("kvm-unusable", List.of(
          "2026-11-20T22:00:58.056915Z qemu-system-x86_64: error: failed to set MSR 0x10a to 0x69\n"
              + "qemu-system-x86_64: ../../target/i386/kvm/kvm.c:3183: kvm_buf_set_msrs: Assertion `ret == cpu->kvm_msr_buf->nmsrs'"
              + " failed.\n",
          "Could not access KVM kernel module: No such file or directory\n"
              + "qemu-system-x86_64: failed to initialize kvm: No such file or directory\n",
          "Could not access KVM kernel module: Permission denied\nqemu-system-x86_64: failed to initialize kvm: Permission denied\n",
          "unsupported configuration: Emulator '/usr/bin/qemu-system-x86_64' does not support virt type 'kvm'",
          "invalid argument: could not find capabilities for arch=x86_64 domaintype=kvm")),
      Map.entry("image-locked", List.of(
          "qemu-system-x86_64: -device {\"driver\":\"virtio-blk-pci\"}: Failed to get \"write\" lock\n"
              + "Is another process using the image [/srv/kvm/web1-xvda.xen2kvm.qcow2]?\n",
          "Failed to get shared \"write\" lock\nIs another process using the image [/srv/xen/web1.img]?\n")),
      Map.entry("emulator-missing", List.of(
          "Cannot check QEMU binary /usr/lib/xen/bin/qemu-dm: No such file or directory",
          "QEMU binary /etc/passwd is not executable: Permission denied",
          "unsupported configuration: No emulator found for arch 'ia64'")),
      Map.entry("bridge-helper", List.of(
          "/usr/lib/qemu/qemu-bridge-helper --use-vnet --br=virbr0 --fd=31: failed to communicate with bridge helper:"
              + " stderr=failed to create tun device: Operation not permitted",
          "Unable to open /dev/net/tun, is tun module loaded?: No such file or directory")),
      Map.entry("network-inactive", List.of(
          "Requested operation is not valid: network 'default' is not active",
          "Network not found: no network with matching name 'xenbr0'",
          "Failed to connect socket to '/var/run/libvirt/virtnetworkd-sock': No such file or directory")),
      Map.entry("host-unreachable", List.of(
          "Failed to connect socket to '/var/run/libvirt/libvirt-sock': No such file or directory",
          "unable to connect to server at '127.0.0.1:1': Connection refused",
          "Cannot recv data: ssh: connect to host beta port 22: Connection refused: Connection reset by peer")),
      Map.entry("host-ssh-key", List.of(
          "Cannot recv data: root@kvm1: Permission denied (publickey,password).: Connection reset by peer",
          "Cannot recv data: Host key verification failed.: Connection reset by peer")),
      Map.entry("host-unknown-name", List.of(
          "Cannot recv data: ssh: Could not resolve hostname kvm1: Name or service not known: Connection reset by peer",
          "Unable to resolve address 'nowhere.example' service '49152': Temporary failure in name resolution")),
      Map.entry("host-tls", List.of("Cannot read CA certificate '/etc/pki/CA/cacert.pem': No such file or directory")),
      Map.entry("move-unsafe", List.of("Unsafe migration: Migration without shared storage is unsafe")),
      Map.entry("move-offline-storage", List.of(
          "Requested operation is not valid: offline migration cannot handle non-shared storage")),
      Map.entry("move-canonical-name", List.of(
          "internal error: hostname on destination resolved to localhost, but migration requires an FQDN")),
      Map.entry("move-no-pool", List.of("Storage pool not found: no storage pool with matching target path '/srv/images'")),
      Map.entry("move-same-image", List.of(
          "internal error: unable to execute QEMU command 'block-export-add': Block node is read-only")),
      Map.entry("permission-denied", List.of(
          "Cannot access storage file '/home/me/web1.qcow2' (as uid:64055, gid:64055): Permission denied",
          "qemu-system-x86_64: -blockdev {\"driver\":\"file\"}: Could not open '/srv/kvm/web1.qcow2': Permission denied")),
      Map.entry("image-missing", List.of(
          "Cannot access storage file '/srv/xen/web1.img': No such file or directory",
          "Cannot access backing file '/srv/xen/web1.img' of storage file '/srv/kvm/web1.qcow2' (as uid:0, gid:0): No such file or"
              + " directory",
          "unable to stat: /var/lib/xen/vmlinuz: No such file or directory",
          "qemu-system-x86_64: -blockdev {\"driver\":\"file\"}: Could not open '/srv/xen/web1.img': No such file or directory")),
      Map.entry("image-format", List.of(
          "qemu-system-x86_64: -blockdev {\"node-name\":\"libvirt-1-format\",\"driver\":\"qcow2\"}: Image is not in qcow2 format")),
      Map.entry("kernel-unloadable", List.of(
          "qemu-system-x86_64: Error loading uncompressed kernel without PVH ELF Note\n",
          "qemu: linux kernel too old to load a ram disk\n")),
      Map.entry("bridge-missing", List.of(
          "Cannot get interface MTU on 'xenbr0': No such device",
          "Unable to add bridge xenbr0 port vnet0: No such device")),
      Map.entry("display-address", List.of(
          "qemu-system-x86_64: -vnc 203.0.113.7:99,audiodev=audio1: Failed to bind socket: Cannot assign requested address\n",
          "qemu-system-x86_64: -vnc 0.0.0.0:4: Failed to find an available port: Address already in use\n")),
      Map.entry("machine-unsupported", List.of(
          "unsupported configuration: Emulator '/usr/bin/qemu-system-x86_64' does not support machine type 'pc-i440fx-99.9'",
          "qemu-system-x86_64: unsupported machine type\nUse -machine help to list supported machines\n")),
      Map.entry("cpu-unsupported", List.of(
          "unsupported configuration: CPU mode 'host-passthrough' for x86_64 qemu domain on x86_64 host is not supported by"
              + " hypervisor",
          "internal error: Unknown CPU model Nonsense",
          "the CPU is incompatible with host CPU: Host CPU does not provide required features: svm",
          "qemu-system-x86_64: warning: host doesn't support requested feature: CPUID.80000001H:EDX.pdpe1gb [bit 26]\n"
              + "qemu-system-x86_64: Host doesn't support requested features\n")),
      Map.entry("firmware-missing", List.of(
          "operation failed: Unable to find any firmware to satisfy 'efi'",
          "operation failed: Unable to find 'efi' firmware that is compatible with the current configuration")),
      Map.entry("memory-short", List.of(
          "qemu-system-x86_64: cannot set up guest memory 'pc.ram': Cannot allocate memory",
          "internal error: hugetlbfs filesystem is not mounted or disabled by administrator config")),
      Map.entry("device-passthrough", List.of(
          "unsupported configuration: host doesn't support passthrough of host PCI devices",
          "Device 0000:55:05.0 not found: could not access /sys/bus/pci/devices/0000:55:05.0/config: No such file or directory")),
      Map.entry("name-taken", List.of(
          "operation failed: domain 'web1' already exists with uuid 7b0c5c4e-0001-4000-8000-000000000001",
          "operation failed: domain 'web1' is already defined with uuid 7b0c5c4e-0001-4000-8000-000000000001")),
      Map.entry("xml-invalid", List.of(
          "XML document failed to validate against schema: Unable to validate doc against /usr/share/libvirt/schemas/domain.rng\n"
              + "Element domain has extra content: nonsense\n")));

  private FailureSamples() {}

  /** Returns what a failure of the catalogue prints, the clearest first; empty when there is no sample. */
  public static List<String> of(String id) {
    return ALL.getOrDefault(id, List.of());
  }

  static Map<String, List<String>> all() {
    return ALL;
  }
}
