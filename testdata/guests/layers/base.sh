# shellcheck shell=bash disable=SC2154,SC2034 # sourced by lib/layers.sh
# Debian without a kernel, with what every guest has: systemd, udev, ifupdown, DHCP, ping.
parent=

make_layer() {
  local include=systemd-sysv,udev,ifupdown,isc-dhcp-client,iproute2,iputils-ping,kmod,dbus,zstd,xz-utils,lz4 mirror
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  mirror=$(mirror)
  mkdir -p "$cache/debootstrap"
  quietly debootstrap --variant=minbase --include="$include" --cache-dir="$cache/debootstrap" \
    --keyring="$keyring" "$release" "$tree" ${mirror:+"$mirror"}
  slim_tree
  rm -rf "$tree"/var/lib/apt/lists/* "$tree"/var/cache/apt/archives/*.deb "$tree"/var/log/bootstrap.log
  # systemd's own journal on the disk and the timers of packages only cost time.
  rm -rf "$tree/var/log/journal" "$tree"/etc/systemd/system/timers.target.wants/*
}
