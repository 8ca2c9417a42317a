# shellcheck shell=bash disable=SC2034,SC2154
# Shows: pygrub reads grub.cfg; GRUB's tools and images are installed, but grub-install never ran: no boot code
packages=(grub-pc-bin grub2-common)
compress=lz4

configure() {
  fstab <<TABLE
UUID=$root_uuid / ext4 errors=remount-ro 1
/dev/xvda2 none swap sw 0
TABLE
  ifupdown_files
  printf 'RESUME=/dev/xvda2\n' | write /etc/initramfs-tools/conf.d/resume
  make_initramfs
  grub_defaults 'console=hvc0 earlyprintk=xen resume=/dev/xvda2'
  make_grub_cfg
}

make_disks() {
  make_root_and_swap "$out/disk.raw" 512 64
  add_disk xvda disk.raw raw
}
