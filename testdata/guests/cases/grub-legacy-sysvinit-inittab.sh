# shellcheck shell=bash disable=SC2034,SC2154
# Shows: sysvinit with gettys in /etc/inittab on hvc0; GRUB legacy with menu.lst on ext3; an unset stage 1 in the MBR
packages=(sysvinit-core sysv-rc initscripts grub-legacy systemd-sysv-)
init=sysvinit
bootcode=stale
rootfs=ext3

configure() {
  inside dpkg --purge systemd >"$work/log" 2>&1 || { cat "$work/log" >&2; die 'systemd cannot be removed'; }
  fstab <<'TABLE'
proc /proc proc defaults 0
/dev/xvda1 / ext3 errors=remount-ro 1
/dev/xvda2 none swap sw 0
TABLE
  ifupdown_files
  persistent_net_rules
  # As Xen's guides had it: the virtual consoles are off, hvc0 has the only getty, xvc0 is for older hosts.
  sed -i -E 's/^([1-6]:.*tty[1-6])$/#\1/' "$tree/etc/inittab"
  cat >>"$tree/etc/inittab" <<'INITTAB'

# Xen's console
co:2345:respawn:/sbin/getty 38400 hvc0 linux
#xc:2345:respawn:/sbin/getty 9600 xvc0 linux
INITTAB
  write /etc/rc.local <<'SCRIPT'
#!/bin/sh
/usr/local/sbin/boot-report </dev/null >/dev/null 2>&1 &
exit 0
SCRIPT
  chmod 755 "$tree/etc/rc.local"
  [[ -e $tree/etc/init.d/rc.local ]] || write /etc/init.d/rc.local <<'SCRIPT'
#!/bin/sh
### BEGIN INIT INFO
# Provides:          rc.local
# Required-Start:    $all
# Required-Stop:
# Default-Start:     2 3 4 5
# Default-Stop:
# Short-Description: Run /etc/rc.local if it exist
### END INIT INFO
case $1 in
  start) [ ! -x /etc/rc.local ] || /etc/rc.local ;;
esac
SCRIPT
  chmod 755 "$tree/etc/init.d/rc.local"
  quietly inside update-rc.d rc.local defaults
  make_initramfs
  mkdir -p "$tree/boot/grub"
  cp "$tree"/usr/lib/grub/*-pc/{stage1,stage2,e2fs_stage1_5} "$tree/boot/grub"
  menu_lst '(hd0,0)' /boot 'console=hvc0 xencons=tty'
  write /boot/grub/device.map <<<$'(hd0)\t/dev/xvda'
}

# Stage 1 was copied to the MBR and never told where stage 2 is: pygrub does not care, a BIOS stops at "GRUB".
make_disks() {
  make_root_and_swap "$out/disk.raw" 512 64
  dd if="$tree/boot/grub/stage1" of="$out/disk.raw" bs=440 count=1 conv=notrunc status=none
  add_disk xvda disk.raw raw
}
