# shellcheck shell=bash disable=SC2154,SC2034 # sourced by lib/layers.sh
# No guest, but a bare Debian in which build/test-packages.sh installs xen2kvm's packages: documentation stays, for man pages
# belong to a package, and what the .deb depends on is here, so that installing it asks the network for nothing.
parent=

make_layer() {
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg mirror
  mirror=$(mirror)
  mkdir -p "$cache/debootstrap"
  quietly debootstrap --variant=minbase --cache-dir="$cache/debootstrap" --keyring="$keyring" \
    "$release" "$tree" ${mirror:+"$mirror"}
  enter_tree
  # For Java's and libguestfs's size: nobody reads their documentation here.
  printf 'path-exclude=/usr/share/doc/*\npath-include=/usr/share/doc/xen2kvm/*\n' >"$tree/etc/dpkg/dpkg.cfg.d/small"
  install_packages default-jre-headless qemu-utils libvirt0 libguestfs0 man-db bash-completion zsh
  leave_tree
}
