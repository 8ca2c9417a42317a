# shellcheck shell=bash disable=SC2034,SC2154
# Shows: GRUB in the MBR; UUID= in fstab and on the kernel's command line, so that only drivers, NIC and console break
packages=(grub-pc)
bootcode=grub2
compress=xz
interfaces=('eth0 dhcp')

configure() {
  fstab <<TABLE
UUID=$root_uuid / ext4 errors=remount-ro 1
UUID=$swap_uuid none swap sw 0
TABLE
  ifupdown_files
  printf 'RESUME=UUID=%s\n' "$swap_uuid" | write /etc/initramfs-tools/conf.d/resume
  make_initramfs
  grub_defaults 'console=hvc0'
  make_grub_cfg
  install_grub_files /boot/grub '(,msdos1)/boot/grub' part_msdos ext2
}

make_disks() {
  make_root_and_swap "$out/disk.raw" 512 64
  install_boot_code "$out/disk.raw"
  add_disk xvda disk.raw qcow2
}
