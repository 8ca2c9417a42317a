# shellcheck shell=bash disable=SC2034,SC2154
# Shows: two disks, root on the mirror /dev/md0, swap on both disks by device name; GRUB in both MBRs
packages=(grub-pc mdadm)
bootcode=grub2
root_device=/dev/md0
array_uuid=$(uuid_of "$name" array | tr -d -)
root_drive=mduuid/$array_uuid

configure() {
  printf '%s\n' md-mod raid1 >>"$tree/etc/initramfs-tools/modules"
  fstab <<'TABLE'
/dev/md0 / ext4 errors=remount-ro 1
/dev/xvda2 none swap sw 0
/dev/xvdb2 none swap sw 0
TABLE
  write /etc/mdadm/mdadm.conf <<CONF
HOMEHOST <system>
MAILADDR root
ARRAY /dev/md0 metadata=1.2 name=$name:0 UUID=${array_uuid:0:8}:${array_uuid:8:8}:${array_uuid:16:8}:${array_uuid:24:8}
CONF
  ifupdown_files
  make_initramfs
  grub_defaults 'console=hvc0'
  make_grub_cfg
  write /boot/grub/device.map <<<$'(hd0)\t/dev/xvda\n(hd1)\t/dev/xvdb'
  install_grub_files /boot/grub "(mduuid/$array_uuid)/boot/grub" part_msdos diskfilter mdraid1x ext2
}

make_disks() {
  local disk
  for disk in a b; do
    make_disk "$out/disk-$disk.raw" 546 <<TABLE
label: dos
label-id: 0x$(uuid_of "$name" disk "$disk" | cut -c 1-8)
start=2048, size=$((512 * 2048)), type=fd, bootable
size=$((32 * 2048)), type=82
TABLE
    install_boot_code "$out/disk-$disk.raw"
    make_swap "$work/swap" 32 "$(uuid_of "$name" swap "$disk")"
    place "$work/swap" "$out/disk-$disk.raw" 513
  done
  # udev opens what was written for a moment, to probe it; mdadm takes a device only when nobody else has it.
  local patient='patiently() { for i in 1 2 3 4 5; do udevadm settle; \"$@\" && return; sleep 1; done; return 1; }'
  # The array is a little smaller than its partitions.
  make_ext ext4 "$work/root" 508 "$root_uuid" "$tree"
  appliance "$out/disk-a.raw" "$out/disk-b.raw" "$work/root" <<COMMANDS
debug sh "$patient; patiently mdadm --create /dev/md0 --run --assume-clean --level=1 --raid-devices=2 --metadata=1.2 --bitmap=none --homehost=$name --name=0 --uuid=$array_uuid /dev/sda1 /dev/sdb1 2>&1 && mdadm --detail /dev/md0"
copy-device-to-device /dev/sdc /dev/md0 sparse:true
debug sh "$patient; sync; patiently mdadm --stop /dev/md0 2>&1"
COMMANDS
  rm "$work/root"
  add_disk xvda disk-a.raw raw
  add_disk xvdb disk-b.raw qcow2
}
