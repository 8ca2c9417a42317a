# shellcheck shell=bash disable=SC2154 # name, tree, out, work are set by lib/cases.sh
# Disk images: partitions, file systems filled from the tree, boot code. mke2fs fills a file system without mounting it.

readonly mib=1048576

# An ext2, ext3 or ext4 file system in a file, made as Debian 12 makes it whatever the machine runs.
#   make_ext TYPE FILE MIB UUID FOLDER [OPTIONS of mke2fs]
make_ext() {
  local type=$1 file=$2 size=$3 uuid=$4 folder=$5
  shift 5
  rm -f "$file"
  MKE2FS_CONFIG=$tree/etc/mke2fs.conf quietly mke2fs -t "$type" -q -F -U "$uuid" -E "hash_seed=$uuid" -m 1 \
    -d "$folder" "$@" "$file" "${size}M"
}

# Swap space in a file.
make_swap() {
  rm -f "$1"
  truncate -s "${2}M" "$1"
  quietly mkswap -U "$3" "$1"
}

# A raw disk with a partition table that sfdisk reads from stdin.
make_disk() {
  rm -f "$1"
  truncate -s "${2}M" "$1"
  cat >"$work/sfdisk"
  sfdisk -q --no-tell-kernel "$1" <"$work/sfdisk" >"$work/log" 2>&1 || { cat "$work/log" >&2; die "sfdisk failed"; }
}

# Copies a file to a disk at an offset in MiB, holes left out; the file is removed.
place() {
  dd if="$1" of="$2" bs=$mib seek="$3" conv=notrunc,sparse status=none
  rm -f "$1"
}

# A disk with a root file system in partition 1 and swap in partition 2, the plainest of all.
#   make_root_and_swap FILE ROOT_MIB SWAP_MIB
make_root_and_swap() {
  local file=$1 root=$2 swap=$3
  make_disk "$file" $((root + swap + 2)) <<TABLE
label: dos
label-id: 0x$(uuid_of "$name" disk | cut -c 1-8)
start=2048, size=$((root * 2048)), type=83, bootable
size=$((swap * 2048)), type=82
TABLE
  make_ext "$rootfs" "$work/root" "$root" "$root_uuid" "$tree"
  place "$work/root" "$file" 1
  make_swap "$work/swap" "$swap" "$swap_uuid"
  place "$work/swap" "$file" $((1 + root))
}

# GRUB's boot code in the MBR and its core behind it, where grub-install would have put them. Both files come from the
# tree (install_grub_files), so that the guest and its disk agree.
install_boot_code() {
  local file=$1 folder=$tree/boot/${2:-grub}/i386-pc
  (($(stat -c %s "$folder/core.img") < 2047 * 512)) || die 'the core of GRUB does not fit before the first partition'
  dd if="$folder/boot.img" of="$file" bs=440 count=1 conv=notrunc status=none
  dd if="$folder/core.img" of="$file" bs=512 seek=1 conv=notrunc status=none
}

# Names a disk of the guest: its target, its file in $out and its format. A qcow2 is made from the raw file.
#   add_disk TARGET FILE FORMAT
add_disk() {
  local target=$1 file=$2 format=$3
  if [[ $format == qcow2 ]]; then
    quietly qemu-img convert -f raw -O qcow2 "$out/$file" "$out/${file%.raw}.qcow2"
    rm "$out/$file"
    file=${file%.raw}.qcow2
  fi
  disks+=("$target $file $format")
}

# A folder of the tree that becomes a file system of its own: moved to $work, an empty one is left in its place.
split_off() {
  local folder=$tree$1 split=$work/split-${1//\//-}
  rm -rf "$split"
  mkdir "$split"
  find "$folder" -mindepth 1 -maxdepth 1 -exec mv -t "$split" {} +
  # shellcheck disable=SC2034 # read by the cases
  split_folder=$split
}

# Runs guestfish's commands from stdin in the libguestfs appliance, whose kernel has the device mapper and md where the
# machine's may not. The disks are given as arguments, all raw. /dev/kvm may be there and not work: then without it.
appliance() {
  local disk arguments=() status=0
  need guestfish guestfish "/boot/vmlinuz-*" linux-image-amd64
  for disk; do
    arguments+=(--format=raw --add "$disk")
  done
  {
    printf 'run\n!touch %s\n' "$work/launched"
    cat
  } >"$work/guestfish"
  rm -f "$work/launched"
  export LIBGUESTFS_BACKEND=direct
  guestfish "${arguments[@]}" -f "$work/guestfish" >"$work/appliance" 2>"$work/log" || status=$?
  if [[ ! -e $work/launched && ${LIBGUESTFS_BACKEND_SETTINGS:-} != force_tcg ]]; then
    export LIBGUESTFS_BACKEND_SETTINGS=force_tcg
    status=0
    guestfish "${arguments[@]}" -f "$work/guestfish" >"$work/appliance" 2>"$work/log" || status=$?
  fi
  ((status == 0)) || {
    tail -n 40 "$work/log" >&2
    die 'the appliance failed'
  }
}
