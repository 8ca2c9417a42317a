# shellcheck shell=bash disable=SC2034,SC2154
# Shows: an initramfs by dracut whose configuration leaves virtio out; GRUB in the MBR, device names
layer=dracut
packages=(grub-pc)
bootcode=grub2

configure() {
  fstab <<TABLE
/dev/xvda1 / ext4 defaults 1
/dev/xvda2 none swap sw 0
TABLE
  ifupdown_files
  persistent_net_rules
  make_dracut_initramfs "/boot/initrd.img-$kernel"
  grub_defaults 'root=/dev/xvda1 console=hvc0 rd.auto=0 net.ifnames=0' 'GRUB_DISABLE_LINUX_UUID=true'
  make_grub_cfg
  install_grub_files /boot/grub '(,msdos1)/boot/grub' part_msdos ext2
}

make_disks() {
  make_root_and_swap "$out/disk.raw" 512 64
  install_boot_code "$out/disk.raw"
  add_disk xvda disk.raw qcow2
}
