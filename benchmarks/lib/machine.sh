# shellcheck shell=bash disable=SC2154 # accelerator, commit, load and work are set by those who source it
# Prints what a figure depends on: the machine and its programs, and the circumstances of a run.

# The first version in what a command prints, or that it is not here.
version_of() {
  local answer
  answer=$("$@" 2>/dev/null </dev/null | head -n 1) || true
  [[ $answer =~ [0-9]+(\.[0-9A-Za-z]+)+ ]] && echo "${BASH_REMATCH[0]}" || echo 'not here'
}

machine() {
  local name value
  while IFS='=' read -r name value; do
    printf 'machine\t%s\t%s\n' "$name" "$value"
  done <<END
Processor=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)
Cores=$(nproc)
Memory=$(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)
System=$(. /etc/os-release && echo "$PRETTY_NAME"), Linux $(uname -r)
Java=$("$JAVA_HOME/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.runtime.version = //p')
libvirt=$(version_of virsh --version)
QEMU=$(version_of qemu-system-x86_64 --version)
libguestfs=$(version_of guestfish --version)
virt-v2v=$(version_of virt-v2v --version)
libxslt=$(xsltproc --version 2>/dev/null | sed -n 's/^Using .*libxslt \([0-9]\)0*\([0-9]*\)\([0-9][0-9]\).*/\1.\2.\3/p')
Guests run on=$([[ $accelerator == kvm ]] && echo KVM || echo "QEMU's emulation (TCG): KVM does not work here")
END
}

facts_of_run() {
  printf 'run\tdate\t%s\n' "$(date -u +%F)"
  printf 'run\tversion\t%s\n' "$(./xen2kvm --version | sed 's/^xen2kvm //') ($commit)"
  printf 'run\tfiles\t%s\n' "$(stat -f -c %T "$work")"
  printf 'run\tload\t%s\n' "$load"
}
