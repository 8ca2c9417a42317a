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
  make_ext ext4 "$work/root" 416 "$root_uuid" "$tree"
  make_luks "$work/root" "$work/luks"
  rm "$work/root"
  place "$work/luks" "$out/disk.raw" 161
  add_disk xvda disk.raw qcow2
}

# QEMU writes LUKS without a device mapper. Two keys: the passphrase and the file's content. Their derivation is weak and
# fast: what they guard is a test image. The format is LUKS 1; its UUID is a string at byte 168 of the header.
make_luks() {
  local plain=$1 encrypted=$2
  local secrets=(--object "secret,id=phrase,data=$password" --object "secret,id=key,data=$luks_key")
  patiently qemu-img convert "${secrets[@]}" -f raw -O luks \
    -o key-secret=phrase,cipher-alg=aes-256,cipher-mode=xts,ivgen-alg=plain64,hash-alg=sha256,iter-time=10 \
    "$plain" "$encrypted"
  patiently qemu-img amend "${secrets[@]}" --image-opts "driver=luks,key-secret=phrase,file.filename=$encrypted" \
    -o state=active,new-secret=key,keyslot=1,iter-time=10
  printf '%s' "$luks_uuid" | dd of="$encrypted" bs=1 seek=168 conv=notrunc status=none
}

# On a busy machine QEMU may fail to measure how fast it derives a key; the next attempt then does.
patiently() {
  local attempt
  for attempt in {1..20}; do
    if "$@" >"$work/log" 2>&1 </dev/null; then return; fi
    grep -q 'accurate CPU usage' "$work/log" || break
    sleep 0.2
  done
  cat "$work/log" >&2
  die "failed in attempt $attempt: $1 $2"
}
