# shellcheck shell=bash disable=SC2154,SC2034 # sourced by lib/layers.sh
# Debian's kernel with dracut, told before the kernel comes to hold the drivers of a Xen guest and no virtio.
parent=base

make_layer() {
  local kernel
  enter_tree
  mkdir -p "$tree/etc/dracut.conf.d"
  cat >"$tree/etc/dracut.conf.d/10-xen-guest.conf" <<'CONF'
hostonly="no"
drivers=" xen-blkfront xen-netfront ext4 "
omit_drivers+=" virtio.* "
omit_dracutmodules+=" network network-legacy nfs iscsi nbd multipath resume kernel-network-modules "
CONF
  install_packages dracut-core dracut
  # The kernel's hook would make an initramfs here. The case does it.
  mv "$tree/etc/kernel/postinst.d/dracut" "$tree/root/dracut.hook"
  install_packages linux-image-amd64
  mv "$tree/root/dracut.hook" "$tree/etc/kernel/postinst.d/dracut"
  kernel=$(ls "$tree/lib/modules")
  check_modules "$kernel"
  rm -f "$tree"/boot/initrd.img* "$tree"/boot/System.map*
  leave_tree
}
