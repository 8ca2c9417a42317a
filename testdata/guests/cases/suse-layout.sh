# shellcheck shell=bash disable=SC2034,SC2154
# Shows: SLES 12's file layout over Debian's programs: /etc/sysconfig, INITRD_MODULES, /boot/grub2, /boot/initrd-*
layer=dracut
packages=(grub-pc-bin grub2-common)
bootcode=grub2

configure() {
  foreign_layout sles suse 12.5
  write /etc/SuSE-release <<<$'SUSE Linux Enterprise Server 12 (x86_64)\nVERSION = 12\nPATCHLEVEL = 5\n# The file layout only: the programs are Debian\'s'
  fstab <<'TABLE'
/dev/xvda1 / ext4 acl,user_xattr 1
/dev/xvda2 swap swap defaults 0
TABLE
  write /etc/sysconfig/network/ifcfg-eth0 <<CONF
BOOTPROTO='static'
IPADDR='$static_address'
NAME='Xen Virtual Ethernet Card 0'
STARTMODE='auto'
USERCONTROL='no'
CONF
  write /etc/sysconfig/network/ifcfg-lo <<<$'STARTMODE=nfsroot\nBOOTPROTO=static\nIPADDR=127.0.0.1/8'
  write /etc/sysconfig/network/routes <<<'default 10.0.2.2 - -'
  write /etc/sysconfig/network/config <<<$'NETCONFIG_DNS_POLICY="auto"'
  persistent_net_rules
  write /etc/sysconfig/kernel <<'CONF'
## Path:	System/Kernel
## Description:	Kernel modules in the initrd
# This variable contains the list of modules to be added to the initial ramdisk.
INITRD_MODULES="xen-blkfront xen-netfront ext4"
DOMU_INITRD_MODULES="xennet xenblk"
MODULES_LOADED_ON_BOOT=""
NO_KMS_IN_INITRD="no"
CONF
  write /etc/sysconfig/bootloader <<'CONF'
LOADER_TYPE="grub2"
LOADER_LOCATION="mbr"
DEFAULT_APPEND="resume=/dev/xvda2 console=hvc0 quiet"
XEN_KERNEL_APPEND="resume=/dev/xvda2 console=xvc0 quiet"
FAILSAFE_APPEND="apm=off noresume console=hvc0"
CONF
  # SLES 12's mkinitrd is such a script too.
  write /usr/sbin/mkinitrd <<'SCRIPT'
#!/bin/bash
# mkinitrd: runs dracut with the modules of /etc/sysconfig/kernel for every installed kernel.
. /etc/sysconfig/kernel
for folder in /lib/modules/*; do
  version=${folder##*/}
  [[ -e /boot/vmlinuz-$version ]] || continue
  dracut --force --add-drivers "$INITRD_MODULES" "/boot/initrd-$version" "$version" || exit
done
SCRIPT
  chmod 755 "$tree/usr/sbin/mkinitrd"
  write /etc/dracut.conf.d/10-xen-guest.conf <<'CONF'
hostonly="no"
omit_drivers+=" virtio.* "
omit_dracutmodules+=" network network-legacy nfs iscsi nbd multipath kernel-network-modules "
drivers=" ext4 "
CONF
  initramfs=/boot/initrd-$kernel
  quietly inside mkinitrd
  inside lsinitrd "$initramfs" >"$work/listing"
  check_initramfs
  ln -s "vmlinuz-$kernel" "$tree/boot/vmlinuz"
  ln -s "initrd-$kernel" "$tree/boot/initrd"
  write /etc/default/grub <<'CONF'
GRUB_DISTRIBUTOR="SLES12"
GRUB_DEFAULT=saved
GRUB_TIMEOUT=1
GRUB_CMDLINE_LINUX_DEFAULT="resume=/dev/xvda2 console=hvc0 quiet"
GRUB_CMDLINE_LINUX_RECOVERY=single
GRUB_CMDLINE_LINUX="root=/dev/xvda1"
GRUB_CMDLINE_LINUX_XEN_REPLACE_DEFAULT="resume=/dev/xvda2 console=xvc0"
GRUB_DISABLE_LINUX_UUID=true
GRUB_TERMINAL="console"
CONF
  # Debian's grub-mkconfig keeps its grubenv there.
  mkdir -p "$tree"/boot/grub{,2}
  write /boot/grub2/device.map <<<$'(hd0)\t/dev/xvda'
  make_grub_cfg /boot/grub2/grub.cfg
  rm -rf "$tree/boot/grub"
  install_grub_files /boot/grub2 '(,msdos1)/boot/grub2' part_msdos ext2
}

make_disks() {
  make_root_and_swap "$out/disk.raw" 512 64
  install_boot_code "$out/disk.raw" grub2
  add_disk xvda disk.raw qcow2
}
