# shellcheck shell=bash disable=SC2154
# The guest fix against virt-v2v on the same guests, and how far each one's result boots. For xen2kvm time is that of inspection, plan, fix in
# overlays and verification in one command; for virt-v2v that of inspection, conversion and its copy of the disk.
# shellcheck source=benchmarks/lib/guests.sh
. benchmarks/lib/guests.sh
# shellcheck source=benchmarks/lib/boot.sh
. benchmarks/lib/boot.sh

has_v2v() {
  if (require virt-v2v); then
    hash -r
  else
    left_out virt-v2v 'not here, and it could not be installed'
    return 1
  fi
}

# Runs a command, leaves its wall seconds in $elapsed and its own peak memory (KiB) in $peak: not that of the QEMU that it starts.
peak=0
watched() {
  local start pid status=0 now
  start=$EPOCHREALTIME
  "$@" >"$work/log" 2>&1 &
  pid=$!
  peak=0
  while now=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status" 2>/dev/null) && [[ $now ]]; do
    peak=$now
    sleep 0.1
  done
  wait "$pid" || status=$?
  since "$start"
  return "$status"
}

one_guest() {
  local guest=$1 folder name mac peer='' device key
  local -a keys_v2v=() keys_ours=()
  folder=$(testdata/guests/build "$guest" 2>/dev/null | tail -n 1)
  name=$(sed -n 's/^name=//p' "$folder/expect")
  mac=$(sed -n 's/^interface=[^ ]* \([^ ]*\) .*/\1/p' "$folder/expect" | head -n 1)
  while read -r device key; do
    printf '%s' "$key" >"$work/key"
    keys_v2v=(--key "/dev/sd${device#xvd}:file:$work/key")
    keys_ours=(--key-file "$work/key")
  done < <(sed -n 's/^luks=//p' "$folder/expect")
  [[ $warm ]] || warm_up "${keys_ours[@]}" "$folder/domain.xml"
  warm=1

  mkdir -p "$work/v2v" "$work/ours"
  if [[ $peer_is_here ]]; then
    if watched virt-v2v -q "${keys_v2v[@]}" -i libvirtxml "$folder/domain.xml" -o local -os "$work/v2v" -of qcow2; then
      peer=$elapsed
      figure "$guest/virt-v2v" s "$elapsed"
      fact "$guest/virt-v2v" "$(boot "$work/v2v/$name.xml" "$work/serial" "$mac")"
    else
      # What ends early is no measure of speed: its time stands with its reason.
      fact "$guest/virt-v2v" "after ${elapsed%.*} s: $(grep -m 1 'error:' "$work/log" | sed 's/.*error: //' || echo failed)"
    fi
  fi
  if watched ./xen2kvm apply "${keys_ours[@]}" "$folder/domain.xml" --work-dir "$work/ours" --no-define --state-dir "$work/state"; then
    figure "$guest/xen2kvm" s "$elapsed"
    figure "$guest/xen2kvm.peak" MiB "$((peak / 1024))"
    figure xen2kvm s "$elapsed"
    if [[ $peer ]]; then
      ratio "$guest/ratio" "$guest/xen2kvm" "$guest/virt-v2v"
      figure xen2kvm-to-virt-v2v ratio "${rounds_of[$guest/ratio]}"
    fi
    fact "$guest/xen2kvm" "$(boot "$work/ours/$name.xen2kvm.xml" "$work/serial" "$mac")"
  else
    tail -n 20 "$work/log" >&2
    fact "$guest/xen2kvm" "after ${elapsed%.*} s: failed"
  fi
  rm -rf "$work/v2v" "$work/ours"
}

if can_open_guests; then
  require xmllint
  peer_is_here=''
  ! has_v2v || peer_is_here=1
  boot_limit=${BOOT_LIMIT:-60}
  if [[ ${GUESTS:-} == all ]]; then
    mapfile -t guests < <(testdata/guests/build --list | cut -d ' ' -f 1)
  else
    read -r -a guests <<<"${GUESTS:-grub-uuid pygrub-menu-lst}"
  fi
  fact guests "${guests[*]}"
  fact boot-limit "$boot_limit"
  warm=''
  for guest in "${guests[@]}"; do
    one_guest "$guest"
  done
fi
