# shellcheck shell=bash disable=SC2034,SC2154
# Shows: as xen-tools makes guests: a root image as xvda1, a swap image as xvda2, no partition table, kernel on the host
direct_kernel='root=/dev/xvda1 ro console=hvc0 xencons=tty elevator=noop'
swap_device=/dev/xvda2
interfaces=('eth0 dhcp')

configure() {
  fstab <<'TABLE'
proc /proc proc defaults 0
/dev/xvda2 none swap sw 0
/dev/xvda1 / ext4 noatime,nodiratime,errors=remount-ro 1
TABLE
  ifupdown_files
  make_initramfs
}

# The host's kernel is the guest's own, as it is after both were updated: copied beside the images.
make_disks() {
  make_ext ext4 "$out/root.raw" 512 "$root_uuid" "$tree"
  make_swap "$out/swap.raw" 64 "$swap_uuid"
  cp "$tree/boot/vmlinuz-$kernel" "$out/vmlinuz"
  cp "$tree/boot/initrd.img-$kernel" "$out/initrd.img"
  add_disk xvda1 root.raw raw
  add_disk xvda2 swap.raw raw
}
