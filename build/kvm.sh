# shellcheck shell=bash
# Tells whether guests can run on KVM here, by trying. ./verify and benchmarks/run source it; it runs nothing by itself.

# True when QEMU starts a guest on KVM with the host's processor. Some machines have a /dev/kvm that opens and then kills every
# guest, and libguestfs would take it.
kvm_works() {
  [[ -w /dev/kvm ]] && has_command qemu-system-x86_64 || return 1
  (
    ulimit -c 0
    timeout 20 qemu-system-x86_64 -accel kvm -cpu host -display none -nodefaults -S -monitor stdio <<<quit
  ) >/dev/null 2>&1
}
