# shellcheck shell=bash disable=SC2034,SC2154
# Shows: btrfs with / in the subvolume @ and /home in @home; device names; GRUB in the MBR
packages=(grub-pc btrfs-progs)
bootcode=grub2
rootfs=btrfs
root_prefix=/@
compress=zstd

configure() {
  sed -i 's/^ext4$/btrfs/' "$tree/etc/initramfs-tools/modules"
  fstab <<TABLE
/dev/xvda1 / btrfs defaults,subvol=@ 0
/dev/xvda1 /home btrfs defaults,subvol=@home 0
/dev/xvda2 none swap sw 0
TABLE
  echo 'a file in @home' >"$tree/home/witness"
  ifupdown_files
  make_initramfs
  grub_defaults 'root=/dev/xvda1 console=hvc0' 'GRUB_DISABLE_LINUX_UUID=true'
  make_grub_cfg
  install_grub_files /boot/grub '(,msdos1)/@/boot/grub' part_msdos btrfs
}

# mkfs.btrfs cannot make subvolumes, so this one is mounted: within the build's own mount namespace, on a loop device
# that the kernel frees with the mount.
make_disks() {
  local mount=$work/mount
  need mkfs.btrfs btrfs-progs
  make_disk "$out/disk.raw" 642 <<TABLE
label: dos
label-id: 0x$(uuid_of "$name" disk | cut -c 1-8)
start=2048, size=$((576 * 2048)), type=83, bootable
size=$((64 * 2048)), type=82
TABLE
  truncate -s 576M "$work/root"
  quietly mkfs.btrfs -q -U "$root_uuid" -m single -d single "$work/root"
  mkdir "$mount"
  mount -t btrfs -o loop "$work/root" "$mount"
  quietly btrfs subvolume create "$mount/@"
  quietly btrfs subvolume create "$mount/@home"
  split_off /home
  cp -a "$tree/." "$mount/@"
  cp -a "$split_folder/." "$mount/@home"
  umount "$mount"
  place "$work/root" "$out/disk.raw" 1
  make_swap "$work/swap" 64 "$swap_uuid"
  place "$work/swap" "$out/disk.raw" 577
  install_boot_code "$out/disk.raw"
  add_disk xvda disk.raw raw
}
