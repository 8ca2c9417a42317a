# shellcheck shell=bash disable=SC2034,SC2154
# Shows: GRUB in the MBR; /dev/xvda1 in fstab and on the kernel's command line, no UUID anywhere; NIC rule on Xen's driver
packages=(grub-pc)
bootcode=grub2
compress=zstd

configure() {
  fstab <<'TABLE'
/dev/xvda1 / ext4 errors=remount-ro 1
/dev/xvda2 none swap sw 0
TABLE
  ifupdown_files
  persistent_net_rules
  make_initramfs
  grub_defaults "root=/dev/xvda1 ro console=hvc0 xencons=hvc0 elevator=noop" $'GRUB_DISABLE_LINUX_UUID=true\nGRUB_TERMINAL=console'
  make_grub_cfg
  install_grub_files /boot/grub '(,msdos1)/boot/grub' part_msdos ext2
}

make_disks() {
  make_root_and_swap "$out/disk.raw" 512 64
  install_boot_code "$out/disk.raw"
  add_disk xvda disk.raw raw
}
