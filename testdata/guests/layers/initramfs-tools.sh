# shellcheck shell=bash disable=SC2154,SC2034 # sourced by lib/layers.sh
# Debian's kernel with initramfs-tools, told before the kernel comes to hold the drivers of a Xen guest and no others.
# No initramfs is made yet: each case makes its own.
parent=base

make_layer() {
  local kernel
  enter_tree
  mkdir -p "$tree/etc/initramfs-tools/conf.d"
  install_packages initramfs-tools
  sed -i 's/^MODULES=.*/MODULES=list/' "$tree/etc/initramfs-tools/initramfs.conf"
  printf '%s\n' '# The drivers of a Xen guest' xen-blkfront xen-netfront ext4 >>"$tree/etc/initramfs-tools/modules"
  sed -i 's/^update_initramfs=.*/update_initramfs=no/' "$tree/etc/initramfs-tools/update-initramfs.conf"
  install_packages linux-image-amd64
  sed -i 's/^update_initramfs=.*/update_initramfs=yes/' "$tree/etc/initramfs-tools/update-initramfs.conf"
  kernel=$(ls "$tree/lib/modules")
  check_modules "$kernel"
  rm -f "$tree"/boot/initrd.img* "$tree"/boot/System.map*
  leave_tree
}
