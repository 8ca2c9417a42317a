# shellcheck shell=bash disable=SC2034,SC2154
# Shows: HVM with UEFI: GPT, GRUB in \EFI\debian only, no fallback loader, so that firmware without NVRAM finds nothing
packages=(grub-efi-amd64)
kind=uefi
bootcode=efi
root_device=/dev/xvda2
root_drive=hd0,gpt2
swap_device=/dev/xvda3
esp_id=$(uuid_of "$name" esp | tr -d - | cut -c 1-8 | tr a-f A-F)

configure() {
  fstab <<TABLE
/dev/xvda2 / ext4 errors=remount-ro 1
/dev/xvda1 /boot/efi vfat umask=0077 1
/dev/xvda3 none swap sw 0
TABLE
  ifupdown_files
  make_initramfs
  grub_defaults 'root=/dev/xvda2 console=hvc0' 'GRUB_DISABLE_LINUX_UUID=true'
  make_grub_cfg
  inside grub-editenv /boot/grub/grubenv create
  # As grub-install does without Secure Boot: a core that finds the file system of /boot by its UUID.
  # shellcheck disable=SC2016 # GRUB's variable
  printf 'search.fs_uuid %s root\nset prefix=($root)/boot/grub\n' "$root_uuid" >"$tree/run/core.cfg"
  inside grub-mkimage -O x86_64-efi -p /boot/grub -c /run/core.cfg -o /boot/grub/core.efi part_gpt ext2 search_fs_uuid
  mkdir -p "$tree/boot/grub/x86_64-efi"
  cp "$tree"/usr/lib/grub/x86_64-efi/*.{mod,lst} "$tree/boot/grub/x86_64-efi"
  mv "$tree/boot/grub/core.efi" "$tree/boot/grub/x86_64-efi/core.efi"
}

make_disks() {
  need mkfs.vfat dosfstools mcopy mtools
  make_disk "$out/disk.raw" 627 <<TABLE
label: gpt
label-id: $(uuid_of "$name" disk)
start=2048, size=$((48 * 2048)), type=U, uuid=$(uuid_of "$name" part 1)
size=$((512 * 2048)), type=L, uuid=$(uuid_of "$name" part 2)
size=$((64 * 2048)), type=S, uuid=$(uuid_of "$name" part 3)
TABLE
  truncate -s 48M "$work/esp"
  quietly mkfs.vfat -F 32 -i "$esp_id" -n ESP "$work/esp"
  mmd -i "$work/esp" ::/EFI ::/EFI/debian
  mcopy -i "$work/esp" "$tree/boot/grub/x86_64-efi/core.efi" ::/EFI/debian/grubx64.efi
  place "$work/esp" "$out/disk.raw" 1
  make_ext ext4 "$work/root" 512 "$root_uuid" "$tree"
  place "$work/root" "$out/disk.raw" 49
  make_swap "$work/swap" 64 "$swap_uuid"
  place "$work/swap" "$out/disk.raw" 561
  add_disk xvda disk.raw raw
}
