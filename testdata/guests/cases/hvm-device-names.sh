# shellcheck shell=bash disable=SC2034,SC2154
# Shows: HVM with PV drivers: the definition says hda and hdb, the guest xvda and xvdb; emulated NIC and PV NIC
packages=(grub-pc)
kind=hvm
bootcode=grub2
interfaces=("eth0 static $static_address" 'eth1 static 10.0.3.77/24')
nic_models=(rtl8139 netfront)

configure() {
  fstab <<'TABLE'
/dev/xvda1 / ext4 errors=remount-ro 1
/dev/xvda2 none swap sw 0
/dev/xvdb1 /srv ext4 defaults 2
TABLE
  echo 'a file on the second disk' >"$tree/srv/witness"
  ifupdown_files
  make_initramfs
  grub_defaults 'root=/dev/xvda1 console=tty0 console=hvc0' 'GRUB_DISABLE_LINUX_UUID=true'
  write /boot/grub/device.map <<<$'(hd0)\t/dev/hda\n(hd1)\t/dev/hdb'
  make_grub_cfg
  install_grub_files /boot/grub '(,msdos1)/boot/grub' part_msdos ext2
}

make_disks() {
  split_off /srv
  make_root_and_swap "$out/disk.raw" 512 64
  install_boot_code "$out/disk.raw"
  make_disk "$out/data.raw" 65 <<TABLE
label: dos
label-id: 0x$(uuid_of "$name" data | cut -c 1-8)
start=2048, size=$((64 * 2048)), type=83
TABLE
  make_ext ext4 "$work/data" 64 "$(uuid_of "$name" srv)" "$split_folder"
  place "$work/data" "$out/data.raw" 1
  add_disk hda disk.raw qcow2
  add_disk hdb data.raw raw
}
