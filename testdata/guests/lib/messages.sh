# shellcheck shell=bash disable=SC2154 # work is build's
# Messages on stderr; stdout belongs to the paths of the built folders.

say() {
  printf 'guests: %s\n' "$1" >&2
}

die() {
  say "$1"
  exit 1
}

# Seconds with one decimal since an earlier $EPOCHREALTIME.
seconds_since() {
  local tenths=$(((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 100000))
  printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

# The first twelve digits of the digest of stdin.
digest() {
  local sum
  sum=$(sha256sum)
  printf '%s' "${sum:0:12}"
}

# Runs a noisy command; shows what it said only when it failed.
quietly() {
  local status=0
  "$@" >"$work/log" 2>&1 </dev/null || status=$?
  ((status == 0)) || {
    tail -n 60 "$work/log" >&2
    die "failed with status $status: $*"
  }
}
