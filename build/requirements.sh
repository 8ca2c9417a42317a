# shellcheck shell=bash disable=SC2034 # what it sets is read by those who source it
# Finds, names and installs what ./xen2kvm, ./verify and benchmarks/run need. They source this file; it runs nothing by itself.
#
# A requirement is a short name ("jdk", "libvirt", ...). Each is looked for by what it gives (a command, a library,
# a file) and not by its package, so that a hand-made installation counts. Only what is missing is installed.
#
#   require jdk maven             returns when all of them are there; installs the missing ones; exits 1 when it cannot
#   find_maven                    sets maven
#
# Read by the functions:
#   no_install=1                  only say what is missing and which command installs it, then exit 1
#   XEN2KVM_SYSROOT               looks for files below this folder and not below /; for the tests of the scripts

readonly maven_least=3.8.7

maven=''
maven_found=''

# shellcheck source=build/java.sh
. "${BASH_SOURCE[0]%/*}/java.sh"

as_root=()
((EUID == 0)) || as_root=(sudo)

# True when one of the patterns matches an existing file. The patterns start at the root folder.
has_file() {
  local pattern
  for pattern; do
    compgen -G "${XEN2KVM_SYSROOT:-}$pattern" >/dev/null && return 0
  done
  return 1
}

has_library() {
  has_file "/usr/lib/$1" "/usr/lib64/$1" "/usr/lib/*/$1" "/usr/local/lib*/$1" "/lib/*/$1"
}

# --------------------------------------------------------------------------------------------------------------- Maven

# True when the first version is the second one or newer.
is_at_least() {
  [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]
}

# Asks Maven itself (half a second: only before a build). Its answer may hold colour codes even when nobody looks.
find_maven() {
  local candidate answer
  maven_found=''
  for candidate in "${MAVEN_HOME:+$MAVEN_HOME/bin/mvn}" "$(type -P mvn || true)"; do
    [[ $candidate && -x $candidate ]] || continue
    answer=$(JAVA_HOME=${java_home:-${JAVA_HOME:-}} "$candidate" -B --version 2>/dev/null </dev/null) || continue
    [[ $answer =~ Apache\ Maven\ ([0-9.]+) ]] || continue
    maven_found="${BASH_REMATCH[1]} ($candidate)"
    if is_at_least "${BASH_REMATCH[1]}" "$maven_least"; then
      maven=$candidate
      return 0
    fi
  done
  return 1
}

# -------------------------------------------------------------------------------------------------------- Requirements

has() {
  case $1 in
    jdk) find_java javac ;;
    maven) find_maven ;;
    find) has_command find ;;
    libvirt)
      has_library 'libvirt.so.0' && has_library 'libvirt/connection-driver/libvirt_driver_qemu.so' &&
        has_command virsh && { [[ $(package_manager) != apt-get ]] || has_file '/etc/libvirt/qemu.conf'; } ;;
    qemu) has_command qemu-system-x86_64 || has_file '/usr/libexec/qemu-kvm' ;;
    qemu-img) has_command qemu-img ;;
    libguestfs) has_library 'libguestfs.so.0' && has_library 'guestfs' ;;
    kernel) has_file '/boot/vmlinu*' '/usr/lib/modules/*/vmlinu*' '/lib/modules/*/vmlinu*' ;;
    sshd) has_file '/usr/sbin/sshd' ;;
    time) has_file '/usr/bin/time' ;;
    virt-v2v) has_command virt-v2v && has_command nbdkit && has_command nbdcopy ;;
    ansible) has_command ansible-playbook && python3 -c 'import jsonschema' 2>/dev/null ;;
    chromium) has_command chromium || has_command chromium-browser || has_command google-chrome ;;
    ip) has_command ip || has_file '/usr/sbin/ip' '/sbin/ip' ;;
    xsltproc | xmllint | patch | cpio | zstd | lz4 | xz | debootstrap | rpm | zsh | mandoc) has_command "$1" ;;
    grub) has_file '/usr/lib/grub/i386-pc/boot.img' '/usr/share/grub2/i386-pc/boot.img' ;;
    ovmf)
      has_file '/usr/share/OVMF/OVMF_CODE*.fd' '/usr/share/edk2/ovmf/OVMF_CODE*' '/usr/share/qemu/ovmf-x86_64*' ;;
    *) die "unknown requirement: $1" ;;
  esac
}

describe() {
  case $1 in
    jdk) echo "JDK $java_least or newer (java and javac)" ;;
    maven) echo "Maven $maven_least or newer${maven_found:+; too old: $maven_found}" ;;
    find) echo 'the command find' ;;
    libvirt) echo 'libvirt with its QEMU driver, and virsh' ;;
    qemu) echo 'QEMU for x86-64' ;;
    qemu-img) echo 'qemu-img' ;;
    libguestfs) echo 'libguestfs with its appliance' ;;
    kernel) echo 'a Linux kernel in /boot for the libguestfs appliance' ;;
    xsltproc | xmllint | patch | cpio | zstd | lz4 | xz | debootstrap | rpm | zsh | mandoc) echo "$1" ;;
    time) echo "GNU's time in /usr/bin" ;;
    virt-v2v) echo 'virt-v2v with nbdkit and nbdcopy' ;;
    ansible) echo "Ansible, and Python's jsonschema" ;;
    sshd) echo 'sshd, started in a network namespace only' ;;
    chromium) echo 'Chromium, which the review page is tested in' ;;
    ip) echo 'the command ip' ;;
    grub) echo "GRUB's images for PCs" ;;
    ovmf) echo 'UEFI firmware for guests (OVMF)' ;;
  esac
}

package_manager() {
  local candidate
  for candidate in apt-get dnf zypper; do
    if has_command "$candidate"; then
      echo "$candidate"
      return 0
    fi
  done
  return 1
}

is_available() {
  case $1 in
    apt-get) [[ $(apt-cache policy "$2" 2>/dev/null) =~ Candidate:\ [0-9] ]] ;;
    dnf) dnf -q list "$2" >/dev/null 2>&1 </dev/null ;;
    zypper) zypper --non-interactive --quiet search --match-exact "$2" >/dev/null 2>&1 </dev/null ;;
  esac
}

# Prints the first package that the configured repositories offer; the last one when they offer none, or when their
# lists are not here yet.
first_available() {
  local manager=$1
  shift
  while (($# > 1)); do
    is_available "$manager" "$1" && break
    shift
  done
  echo "$1"
}

# True where Chromium is a package like any other. Ubuntu has it as a snap only, which needs snapd running, RHEL not at all.
offers_chromium() {
  local line
  while IFS= read -r line; do
    case $line in
      ID=debian | ID=fedora | ID=*opensuse*) return 0 ;;
    esac
  done < <(cat "${XEN2KVM_SYSROOT:-}/etc/os-release" 2>/dev/null)
  return 1
}

# Debian's cloud kernel is the small one with the virtio drivers built for guests, which is all the appliance needs.
kernel_package_of_apt() {
  local line architecture
  architecture=$(dpkg --print-architecture 2>/dev/null || echo amd64)
  while IFS= read -r line; do
    case $line in
      ID=ubuntu | ID_LIKE=*ubuntu*) first_available apt-get linux-image-virtual linux-image-generic; return ;;
    esac
  done < <(cat "${XEN2KVM_SYSROOT:-}/etc/os-release" 2>/dev/null)
  first_available apt-get "linux-image-cloud-$architecture" "linux-image-$architecture"
}

# Prints the packages, in the words of the package manager, that give a requirement.
packages_for() {
  case $1/$2 in
    apt-get/jdk)
      first_available "$1" openjdk-17-jdk-headless openjdk-21-jdk-headless openjdk-25-jdk-headless \
        default-jdk-headless ;;
    dnf/jdk)
      first_available "$1" java-17-openjdk-devel java-21-openjdk-devel java-25-openjdk-devel \
        java-latest-openjdk-devel ;;
    zypper/jdk) first_available "$1" java-17-openjdk-devel java-21-openjdk-devel java-25-openjdk-devel ;;
    */maven) echo maven ;;
    */find) echo findutils ;;
    # libvirt-daemon-system brings the user libvirt-qemu, which the QEMU driver looks up when it runs as root.
    apt-get/libvirt) echo libvirt-daemon-system libvirt-daemon-driver-qemu libvirt-clients ;;
    */libvirt)
      echo libvirt-daemon-driver-qemu libvirt-daemon-driver-network libvirt-daemon-driver-secret \
        libvirt-daemon-driver-storage-core libvirt-client ;;
    apt-get/qemu) echo qemu-system-x86 ;;
    dnf/qemu) first_available "$1" qemu-system-x86-core qemu-kvm ;;
    zypper/qemu) echo qemu-x86 ;;
    apt-get/qemu-img) echo qemu-utils ;;
    dnf/qemu-img) echo qemu-img ;;
    zypper/qemu-img) echo qemu-tools ;;
    apt-get/libguestfs) echo guestfs-tools ;;
    dnf/libguestfs) echo libguestfs ;;
    # The appliance takes these file system tools from the host; openSUSE only recommends them.
    zypper/libguestfs)
      echo libguestfs0 libguestfs-appliance supermin e2fsprogs xfsprogs btrfsprogs dosfstools parted gptfdisk lvm2 ;;
    apt-get/kernel) kernel_package_of_apt ;;
    dnf/kernel) echo kernel-core ;;
    zypper/kernel) echo kernel-default ;;
    apt-get/xsltproc) echo xsltproc ;;
    dnf/xsltproc) echo libxslt ;;
    zypper/xsltproc) echo libxslt-tools ;;
    apt-get/xmllint) echo libxml2-utils ;;
    dnf/xmllint) echo libxml2 ;;
    zypper/xmllint) echo libxml2-tools ;;
    apt-get/xz) echo xz-utils ;;
    */patch | */cpio | */zstd | */lz4 | */xz | */debootstrap | */rpm | */zsh | */mandoc | */time) echo "$2" ;;
    apt-get/virt-v2v) echo virt-v2v nbdkit libnbd-bin ;;
    dnf/virt-v2v) echo virt-v2v nbdkit libnbd ;;
    zypper/virt-v2v) echo virt-v2v nbdkit libnbd ;;
    dnf/ip) echo iproute ;;
    */ip) echo iproute2 ;;
    */sshd) echo openssh-server ;;
    zypper/ansible) echo ansible python3-jsonschema ;;
    */ansible) echo ansible-core python3-jsonschema ;;
    # Without a font a page has no text to lay out.
    apt-get/chromium) echo chromium fonts-dejavu-core ;;
    dnf/chromium) echo chromium dejavu-sans-fonts ;;
    zypper/chromium) echo chromium dejavu-fonts ;;
    apt-get/grub) echo grub-pc-bin ;;
    dnf/grub) echo grub2-pc-modules ;;
    zypper/grub) echo grub2-i386-pc ;;
    apt-get/ovmf) echo ovmf ;;
    dnf/ovmf) echo edk2-ovmf ;;
    zypper/ovmf) echo qemu-ovmf-x86_64 ;;
  esac
}

# Sets install_command to the words that install the packages.
compose_install_command() {
  local manager=$1
  shift
  case $manager in
    apt-get)
      install_command=(env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=300
        --no-install-recommends install "$@") ;;
    dnf) install_command=(dnf -y --setopt=install_weak_deps=False install "$@") ;;
    zypper) install_command=(zypper --non-interactive install --no-recommends "$@") ;;
  esac
  install_command=("${as_root[@]}" "${install_command[@]}")
}

refresh_package_lists() {
  "${as_root[@]}" apt-get -q -o DPkg::Lock::Timeout=300 update >&2 </dev/null || say 'apt-get update failed; going on with the package lists that are here'
}

# Sets missing to those of the named requirements that are not there.
look_for() {
  local name
  missing=()
  for name; do
    has "$name" || missing+=("$name")
  done
}

# Sets packages and install_command for what is missing.
plan_installation() {
  local name
  local -a words
  packages=()
  for name in "${missing[@]}"; do
    read -r -a words < <(packages_for "$1" "$name")
    packages+=("${words[@]}")
  done
  compose_install_command "$1" "${packages[@]}"
}

require() {
  local name manager
  local -a missing packages install_command
  look_for "$@"
  ((${#missing[@]})) || return 0
  for name in "${missing[@]}"; do
    say "missing: $(describe "$name")"
  done
  manager=$(package_manager) ||
    die 'no apt-get, dnf or zypper here: install the above by hand, then run this again'
  if [[ ${no_install:-} ]]; then
    plan_installation "$manager"
    [[ $manager != apt-get ]] || say "install with: ${as_root[*]:+${as_root[*]} }apt-get update"
    say "install with: ${install_command[*]}"
    exit 1
  fi
  if ((EUID != 0)) && ! has_command sudo; then
    plan_installation "$manager"
    die "not root and no sudo here; run as root: ${install_command[*]:1}"
  fi
  [[ $manager != apt-get ]] || refresh_package_lists
  plan_installation "$manager"
  say "installing: ${packages[*]}"
  "${install_command[@]}" >&2 </dev/null || die "failed: ${install_command[*]}"
  hash -r
  look_for "$@"
  ((${#missing[@]} == 0)) && return 0
  for name in "${missing[@]}"; do
    say "still missing after the installation: $(describe "$name")"
  done
  say 'this system has no package that gives it: install it by hand, then run this again'
  die '(a Java outside PATH is found by JAVA_HOME, a Maven by MAVEN_HOME)'
}
