# shellcheck shell=bash disable=SC2154 # part and work are set by those who source it
# The test guests, for the parts that work on them.

# Makes sure that guests can be built and opened here; else says why not.
can_open_guests() {
  if ((EUID != 0)); then
    left_out "$part" 'the guests are built by root'
    return 1
  fi
  require libguestfs kernel qemu qemu-img
}

# Looks into a guest, with the options that this takes: the appliance is made on first use, which is no part of any guest's time.
warm_up() {
  ./xen2kvm inspect -q "$@" >/dev/null 2>"$work/err" || {
    tail -n 20 "$work/err" >&2
    die "cannot look into $*"
  }
}
