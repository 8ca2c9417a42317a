# shellcheck shell=bash disable=SC2154,SC2034 # here, cache and work are build's; a case's variables are read here
# Cases: a layer, further packages, the files that make it this case, disks, and what is to be expected of it.
#
# A case is cases/NAME.sh. It sets what differs from the defaults in build_case and defines
#   configure()   edits $tree on the machine; inside COMMAND runs a command in it
#   make_disks()  makes the images in $out from $tree; add_disk names each for the definition

# shellcheck source=lib/disks.sh
. "$here/lib/disks.sh"
# shellcheck source=lib/guest.sh
. "$here/lib/guest.sh"
# shellcheck source=lib/domain.sh
. "$here/lib/domain.sh"

case_digest() {
  local layer
  # shellcheck source=/dev/null
  layer=$(layer="initramfs-tools" && . "$here/cases/$1.sh" && printf '%s' "$layer")
  {
    layer_digest "$layer"
    cat "$here"/lib/*.sh "$here/lib/grub-probe" "$here"/guest/* "$here/cases/$1.sh"
  } | digest
}

# A UUID that belongs to the words given: the same in every build.
uuid_of() {
  local sum
  sum=$(printf '%s ' xen2kvm "$@" | md5sum)
  printf '%s-%s-4%s-a%s-%s' "${sum:0:8}" "${sum:8:4}" "${sum:13:3}" "${sum:17:3}" "${sum:20:12}"
}

build_case() {
  name=$1
  local folder start=$EPOCHREALTIME
  folder=$cache/$name-$(case_digest "$name")
  if [[ ! -e $folder/expect ]]; then
    tree=$work/tree out=$work/out
    mkdir "$tree" "$out"
    run_case
    mv "$out" "$folder"
    rm -rf "$tree"
    say "$name built in $(seconds_since "$start") s, $(du -sm "$folder" | cut -f 1) MB"
  fi
  # The definition names the images by absolute path, so it follows a cache folder that was moved.
  if ! grep -qsF "file='$folder/" "$folder/domain.xml"; then
    sed "s|@FOLDER@|$folder|g" "$folder/domain.xml.in" >"$folder/domain.xml.new"
    mv "$folder/domain.xml.new" "$folder/domain.xml"
  fi
  touch "$folder"
  printf '%s\n' "$folder"
}

run_case() {
  # What a case may set. Its own file is read after this.
  layer="initramfs-tools"
  packages=()
  init=systemd
  bootcode=no
  rootfs=ext4
  root_device=/dev/xvda1
  boot_device=
  swap_device=/dev/xvda2
  interfaces=("eth0 static $static_address")
  kind=pv
  cpus=2
  compress=gzip
  root_prefix=
  root_drive=hd0,msdos1
  boot_drive=
  nic_models=()
  console=hvc0
  # Filled by functions.
  disks=()
  mounts=()
  facts=()
  direct_kernel=
  root_uuid=$(uuid_of "$name" root)
  boot_uuid=$(uuid_of "$name" boot)
  swap_uuid=$(uuid_of "$name" swap)
  unset -f configure make_disks
  # shellcheck source=/dev/null
  . "$here/cases/$name.sh"
  need_tools
  say "$name: $(sed -n 's/^# Shows: //p' "$here/cases/$name.sh")"
  unpack_layer "$layer"
  enter_tree
  kernel=$(ls "$tree/lib/modules")
  ((${#packages[@]} == 0)) || install_packages "${packages[@]}"
  common_files
  configure
  rm -f "$tree/etc/apt/sources.list" "$tree"/{vmlinuz,initrd.img}.old
  leave_tree
  printf 'nameserver 10.0.2.3\n' >"$tree/etc/resolv.conf"
  make_disks
  write_domain >"$out/domain.xml.in"
  write_expect >"$out/expect"
  # A build that is killed while the machine writes back must not leave half an image under a good name.
  sync --file-system "$out"
}

need_tools() {
  need mke2fs e2fsprogs sfdisk fdisk debootstrap debootstrap zstd zstd qemu-img qemu-utils modinfo kmod \
    /usr/share/keyrings/debian-archive-keyring.gpg debian-archive-keyring
}
