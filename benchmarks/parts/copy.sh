# shellcheck shell=bash disable=SC2154
# --copy of a raw disk to qcow2, which compares the copy with its source, against qemu-img doing the same two things, qemu-img copying only,
# and cp. Half of the disk is data that does not compress, half are holes.
require qemu-img
mib=${COPY_MIB:-4096}
fact mib "$mib"
fact data "$((mib / 2))"
for ((i = 0; i < mib / 4; i++)); do
  dd if=/dev/urandom of="$work/disk.img" bs=1M count=2 seek=$((4 * i)) conv=notrunc status=none
done
truncate -s "${mib}M" "$work/disk.img"
cat >"$work/disk.xml" <<END
<domain type='xen'>
  <name>disk</name>
  <memory unit='MiB'>512</memory>
  <os><type arch='x86_64' machine='xenpv'>linux</type></os>
  <bootloader>/usr/bin/pygrub</bootloader>
  <devices>
    <disk type='file' device='disk'>
      <driver name='file' type='raw'/>
      <source file='$work/disk.img'/>
      <target dev='xvda' bus='xen'/>
    </disk>
  </devices>
</domain>
END
copied_and_compared() {
  qemu-img convert -f raw -O qcow2 "$work/disk.img" "$work/copy/peer.qcow2" &&
    qemu-img compare -f raw -F qcow2 "$work/disk.img" "$work/copy/peer.qcow2"
}
export -f copied_and_compared
bandwidth() {
  figure "$1.bandwidth" MiB/s "$(awk -v data=$((mib / 2)) -v s="$elapsed" 'BEGIN { printf "%.0f", data / s }')"
}
for ((round = 1; round <= rounds; round++)); do
  rm -rf "$work/copy"
  mkdir -p "$work/copy"
  timed cp cp --sparse=always "$work/disk.img" "$work/copy/cp.img"
  bandwidth cp
  rm "$work/copy/cp.img"
  timed qemu-img qemu-img convert -f raw -O qcow2 "$work/disk.img" "$work/copy/peer.qcow2"
  bandwidth qemu-img
  rm "$work/copy/peer.qcow2"
  timed qemu-img-compared bash -c copied_and_compared
  bandwidth qemu-img-compared
  rm "$work/copy/peer.qcow2"
  timed xen2kvm ./xen2kvm convert -q "$work/disk.xml" -o "$work/copy/" --copy --disk-dir "$work/copy" --disk-format qcow2
  bandwidth xen2kvm
done
ratio xen2kvm-to-qemu-img-compared xen2kvm qemu-img-compared
ratio xen2kvm-to-qemu-img xen2kvm qemu-img
rm -rf "$work/copy" "$work/disk.img"
