# shellcheck shell=bash disable=SC2034,SC2154
# Shows: root in LUKS, unlocked by a key file in the initramfs on a plain /boot; crypttab names /dev/xvda3
packages=(grub-pc cryptsetup-initramfs)
bootcode=grub2
root_device=/dev/mapper/cryptroot
boot_device=/dev/xvda1
boot_drive=hd0,msdos1
root_drive=cryptouuid/$(uuid_of "$name" luks | tr -d -)
luks_uuid=$(uuid_of "$name" luks)
luks_key=$(uuid_of "$name" key)
facts+=("luks=xvda3 $password")

configure() {
  printf '%s\n' dm-mod dm-crypt aes_generic aesni-intel xts ecb cbc sha256_generic sha512_generic af_alg algif_skcipher algif_hash \
    >>"$tree/etc/initramfs-tools/modules"
  fstab <<'TABLE'
/dev/mapper/cryptroot / ext4 errors=remount-ro 1
/dev/xvda1 /boot ext4 defaults 2
/dev/xvda2 none swap sw 0
TABLE
  mkdir -m 700 "$tree/etc/keys"
  printf '%s' "$luks_key" >"$tree/etc/keys/root.key"
  chmod 400 "$tree/etc/keys/root.key"
  printf 'KEYFILE_PATTERN="/etc/keys/*.key"\n' >>"$tree/etc/cryptsetup-initramfs/conf-hook"
  printf 'UMASK=0077\nRESUME=none\n' | write /etc/initramfs-tools/conf.d/luks
  ifupdown_files
  # In the guest the hook replaces the device by the UUID that it finds on it. Here it finds no device.
  write /etc/crypttab <<<"cryptroot UUID=$luks_uuid /etc/keys/root.key luks,initramfs"
  make_initramfs
  write /etc/crypttab <<<'cryptroot /dev/xvda3 /etc/keys/root.key luks,initramfs'
  grub_defaults 'root=/dev/mapper/cryptroot console=hvc0' 'GRUB_DISABLE_LINUX_UUID=true'
  make_grub_cfg
  install_grub_files /boot/grub '(,msdos1)/grub' part_msdos ext2
}

make_disks() {
  make_disk "$out/disk.raw" 584 <<TABLE
label: dos
label-id: 0x$(uuid_of "$name" disk | cut -c 1-8)
start=2048, size=$((96 * 2048)), type=83, bootable
size=$((64 * 2048)), type=82
size=$((420 * 2048)), type=83
TABLE
  install_boot_code "$out/disk.raw"
  split_off /boot
  make_ext ext4 "$work/boot" 96 "$boot_uuid" "$split_folder"
  place "$work/boot" "$out/disk.raw" 1
  make_swap "$work/swap" 64 "$swap_uuid"
  place "$work/swap" "$out/disk.raw" 97
  # 16 MiB are for LUKS' header.
  make_ext ext4 "$work/root" 404 "$root_uuid" "$tree"
  # A weak and fast key derivation: what it guards is a test image.
  appliance "$out/disk.raw" "$work/root" <<COMMANDS
debug sh "printf $luks_key >/tmp/key; printf $password | cryptsetup -q luksFormat --type luks2 --uuid $luks_uuid --cipher aes-xts-plain64 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 /dev/sda3 - 2>&1"
debug sh "printf $password | cryptsetup -q luksAddKey --key-file - --pbkdf pbkdf2 --pbkdf-force-iterations 1000 /dev/sda3 /tmp/key 2>&1"
debug sh "cryptsetup open --key-file /tmp/key /dev/sda3 cryptroot 2>&1"
copy-device-to-device /dev/sdb /dev/mapper/cryptroot
COMMANDS
  rm "$work/root"
  add_disk xvda disk.raw qcow2
}
