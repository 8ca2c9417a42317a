# shellcheck shell=bash disable=SC2034,SC2154
# Shows: /boot on its own partition, root and swap in LVM, a filter in lvm.conf that only takes /dev/xvd*; GRUB in the MBR
packages=(grub-pc lvm2)
bootcode=grub2
root_device=/dev/mapper/guest-root
boot_device=/dev/xvda1
boot_drive=hd0,msdos1
root_drive=lvm/guest-root
swap_device=/dev/mapper/guest-swap

configure() {
  printf '%s\n' dm-mod dm-mirror dm-snapshot >>"$tree/etc/initramfs-tools/modules"
  sed -i 's,^devices {$,devices {\n\tfilter = [ "a|^/dev/xvd[a-z]+[0-9]*$|"\, "r|.*|" ],' "$tree/etc/lvm/lvm.conf"
  fstab <<TABLE
/dev/mapper/guest-root / ext4 errors=remount-ro 1
/dev/xvda1 /boot ext2 defaults 2
/dev/mapper/guest-swap none swap sw 0
TABLE
  ifupdown_files
  printf 'RESUME=/dev/mapper/guest-swap\n' | write /etc/initramfs-tools/conf.d/resume
  make_initramfs
  grub_defaults 'console=hvc0'
  make_grub_cfg
  install_grub_files /boot/grub '(,msdos1)/grub' part_msdos ext2
}

make_disks() {
  make_disk "$out/disk.raw" 704 <<TABLE
label: dos
label-id: 0x$(uuid_of "$name" disk | cut -c 1-8)
start=2048, size=$((96 * 2048)), type=83, bootable
size=$((604 * 2048)), type=8e
TABLE
  install_boot_code "$out/disk.raw"
  split_off /boot
  make_ext ext2 "$work/boot" 96 "$boot_uuid" "$split_folder"
  place "$work/boot" "$out/disk.raw" 1
  make_ext ext4 "$work/root" 512 "$root_uuid" "$tree"
  appliance "$out/disk.raw" "$work/root" <<COMMANDS
pvcreate /dev/sda2
vgcreate guest /dev/sda2
lvcreate root guest 512
lvcreate swap guest 64
copy-device-to-device /dev/sdb /dev/guest/root sparse:true
mkswap /dev/guest/swap uuid:$swap_uuid
COMMANDS
  rm "$work/root"
  add_disk xvda disk.raw qcow2
}
