# shellcheck shell=bash disable=SC2154 # accelerator and boot_limit are set by those who source it
# Boots the guest of a KVM definition and says how far it came.

# The value of an XPath in a definition.
xpath() {
  xmllint --xpath "string($2)" "$1"
}

# Boots the guest of a definition as its libvirt would, with user networking, and says how far it came.
boot() {
  local definition=$1 serial=$2 mac=$3 count i arguments pid waited=0
  arguments=(-m 768 -smp 2 -display none -vga none -serial "file:$serial" -accel "$accelerator"
    -nic "user,model=virtio-net-pci,mac=$mac")
  # virt-v2v gives every guest a graphics card.
  [ -z "$(xpath "$definition" '//video')$(xpath "$definition" 'name(//video)')" ] || arguments+=(-device VGA)
  count=$(xmllint --xpath 'count(//disk[@device="disk" or not(@device)])' "$definition")
  for ((i = 1; i <= count; i++)); do
    local disk="(//disk[@device='disk' or not(@device)])[$i]" bus
    bus=$(xpath "$definition" "$disk/target/@bus")
    arguments+=(-drive "file=$(xpath "$definition" "$disk/source/@file"),format=$(xpath "$definition" "$disk/driver/@type"),if=${bus/sata/ide},snapshot=on")
  done
  if [ -n "$(xpath "$definition" //os/kernel)" ]; then
    arguments+=(-kernel "$(xpath "$definition" //os/kernel)" -initrd "$(xpath "$definition" //os/initrd)"
      -append "$(xpath "$definition" //os/cmdline)")
  fi
  if [ "$(xpath "$definition" //os/@firmware)$(xpath "$definition" //os/loader/@type)" ]; then
    arguments+=(-M q35 -drive "if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE.fd")
  fi
  : >"$serial"
  qemu-system-x86_64 "${arguments[@]}" >"$serial.err" 2>&1 &
  pid=$!
  while ((waited < boot_limit)) && kill -0 "$pid" 2>/dev/null && ! grep -q 'XEN2KVM-REPORT end' "$serial"; do
    sleep 1
    waited=$((waited + 1))
  done
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  if ! grep -q 'XEN2KVM-REPORT end\|login:' "$serial"; then
    echo 'no login'
  elif ! grep -q 'XEN2KVM-REPORT end' "$serial"; then
    # The report waits for units that wait for a network.
    echo 'login, no network'
  elif ! grep -q 'gateway=.* reachable' "$serial" || grep -q 'XEN2KVM-REPORT failed=[a-z]' "$serial"; then
    echo 'login, no network'
  else
    echo 'login, network'
  fi
}
