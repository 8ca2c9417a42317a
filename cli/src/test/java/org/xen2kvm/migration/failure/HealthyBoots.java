package org.xen2kvm.migration.failure;

import java.util.List;

/** What guests that come up print, with all that looks like a failure and is none. */
final class HealthyBoots {
  /** Lines of Debian 12's boot by SeaBIOS, GRUB 2 and initramfs-tools, with what GRUB and the kernel complain of in good health. */
  private static final String DEBIAN = """
      SeaBIOS (version 1.16.2-debian-1.16.2-1)
      iPXE (http://ipxe.org) 00:03.0 CA00 PCI2.10 PnP PMM+3EFCB000+3EF0B000 CA00
      Booting from DVD/CD...
      Boot failed: Could not read from CDROM (code 0003)
      Booting from Hard Disk...
      GRUB loading.
      Welcome to GRUB!

      error: no such device: 1f0d3a3e-0000-4000-8000-000000000001.
      error: file `/boot/grub/fonts/unicode.pf2' not found.
      error: no suitable video mode found.
      Booting `Debian GNU/Linux'

      Loading Linux 6.1.0-50-amd64 ...
      Loading initial ramdisk ...
      [    0.000000] Linux version 6.1.0-50-amd64 (debian-kernel@lists.debian.org)
      [    0.000000] Command line: BOOT_IMAGE=/boot/vmlinuz-6.1.0-50-amd64 root=UUID=ab63 ro console=ttyS0 panic=10
      [    0.000000] Booting paravirtualized kernel on KVM
      [    1.112233] loop: module verification failed: signature and/or required key missing - tainting kernel
      [    1.3] Run /init as init process
      Loading, please wait...
      Starting systemd-udevd version 252.39-1~deb12u1
      [    2.0] virtio_blk virtio1: [vda] 4194304 512-byte logical blocks
      Begin: Loading essential drivers ... done.
      Begin: Running /scripts/init-premount ... done.
      Begin: Mounting root file system ... Begin: Running /scripts/local-top ... done.
      Begin: Waiting for root file system ... Begin: Running /scripts/local-block ... done.
      done.
      Begin: Will now check root file system ... fsck from util-linux 2.38.1
      [/sbin/fsck.ext4 (1) -- /dev/vda1] fsck.ext4 -a -C0 /dev/vda1
      /dev/vda1: recovering journal
      /dev/vda1: clean, 22911/131072 files, 263371/524027 blocks
      done.
      [    3.9] systemd[1]: Inserted module 'autofs4'
      Welcome to \u001b[1mDebian GNU/Linux 12 (bookworm)\u001b[0m!

      [\u001b[0;32m  OK  \u001b[0m] Created slice \u001b[0;1;39msystem-getty.slice\u001b[0m - Slice /system/getty.
      [\u001b[0;32m  OK  \u001b[0m] Started \u001b[0;1;39msystemd-ask-password-console.path\u001b[0m.
      [\u001b[0;32m  OK  \u001b[0m] Finished \u001b[0;1;39mnetworking.service\u001b[0m - Raise network interfaces.
      [\u001b[0;32m  OK  \u001b[0m] Reached target \u001b[0;1;39mnetwork.target\u001b[0m - Network.
      [\u001b[0;1;31mFAILED\u001b[0m] Failed to start \u001b[0;1;39mxenstored.service\u001b[0m - The Xen xenstore.
      [\u001b[0;32m  OK  \u001b[0m] Reached target \u001b[0;1;39mgraphical.target\u001b[0m - Graphical Interface.

      Debian GNU/Linux 12 web1 ttyS0

      web1 login: """;

  /** A degraded array: dracut's timeout scripts start it, and all goes on. */
  private static final String DRACUT = """
      [    1.2] dracut-initqueue[312]: Warning: dracut-initqueue timeout - starting timeout scripts
      [    1.7] dracut-initqueue[312]: Warning: dracut-initqueue timeout - starting timeout scripts
      [    2.2] dracut-initqueue[351]: mdadm: started array /dev/md/0
      [  OK  ] Found device /dev/disk/by-uuid/0f3c9d5e.
      [  OK  ] Reached target Initrd Root Device.
      [  OK  ] Started Emergency Shell Socket Unit.
      [  OK  ] Stopped target Emergency Mode.
      CentOS Linux 7 (Core)
      Kernel 3.10.0-1160.el7.x86_64 on an x86_64

      web1 login: """;

  private static final String SUSE = """
      Waiting for device /dev/disk/by-uuid/0f3c9d5e to appear:  ok
      fsck from util-linux 2.19.1
      [/sbin/fsck.ext3 (1) -- /] fsck.ext3 -a /dev/vda2
      Setting up network interfaces:
          eth0      device: Red Hat, Inc. Virtio network device
          eth0      IP address: 192.0.2.10/24   done
      Not running on Xen, xend is not started                unused
      Welcome to SUSE Linux Enterprise Server 11 SP4 (x86_64) - Kernel 3.0.101-108-default (ttyS0).

      web1 login: """;

  private static final String UEFI = """
      BdsDxe: failed to load Boot0001 "UEFI QEMU DVD-ROM QM00001 " from PciRoot(0x0)/Pci(0x1F,0x2)/Sata(0x0,0xFFFF,0x0): Not Found
      BdsDxe: loading Boot0002 "debian" from HD(1,GPT,5A3C)/\\EFI\\debian\\shimx64.efi
      BdsDxe: starting Boot0002 "debian" from HD(1,GPT,5A3C)/\\EFI\\debian\\shimx64.efi
      EFI stub: UEFI Secure Boot is enabled.
      [    0.0] Kernel is locked down from EFI Secure Boot mode; see man kernel_lockdown.7
      [    0.9] integrity: Loaded X.509 cert 'Debian Secure Boot CA: 6ccece7e4c6c0d1f6149f3dd27dfcc5cbb419ea1'
      web1 login: """;

  /** The log of an emulator that runs. */
  static final String EMULATOR = """
      2026-11-20 22:00:55.006+0000: starting up libvirt version: 9.0.0, package: 9.0.0-4+deb12u2 (Debian), qemu version: 7.2.22
      LC_ALL=C \\
      PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \\
      /usr/bin/qemu-system-x86_64 \\
      -name guest=web1,debug-threads=on \\
      -machine pc-i440fx-7.2,usb=off,dump-guest-core=off,memory-backend=pc.ram \\
      -netdev {"type":"tap","fd":"27","vhost":true,"vhostfd":"29","id":"hostnet0"} \\
      -vnc 127.0.0.1:0,audiodev=audio1 \\
      -msg timestamp=on
      2026-11-20 22:00:55.006+0000: Domain id=5 is tainted: high-privileges
      char device redirected to /dev/pts/1 (label charserial0)
      2026-11-20T22:00:55.044716Z qemu-system-x86_64: warning: host doesn't support requested feature: CPUID.01H:ECX.pni [bit 0]
      2026-11-20T22:00:55.044731Z qemu-system-x86_64: warning: TCG doesn't support requested feature: CPUID.01H:ECX.pcid [bit 17]
      2026-11-20T22:05:00.000000Z qemu-system-x86_64: terminating on signal 15 from pid 1 (libvirtd)
      2026-11-20 22:05:00.200+0000: shutting down, reason=destroyed
      """;

  private HealthyBoots() {}

  static List<String> consoles() {
    return List.of(DEBIAN, DRACUT, SUSE, UEFI);
  }
}
