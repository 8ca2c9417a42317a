# shellcheck shell=bash disable=SC2034,SC2154
# Shows: pygrub's /boot/grub/menu.lst alone: no GRUB package, no grub.cfg, nothing in the MBR; qcow2
configure() {
  fstab <<'TABLE'
proc /proc proc defaults 0
/dev/xvda1 / ext4 noatime,errors=remount-ro 1
/dev/xvda2 none swap sw 0
TABLE
  ifupdown_files
  make_initramfs
  mkdir -p "$tree/boot/grub"
  menu_lst '(hd0,0)' /boot 'console=hvc0 xencons=tty'
}

make_disks() {
  make_root_and_swap "$out/disk.raw" 512 64
  add_disk xvda disk.raw qcow2
}
