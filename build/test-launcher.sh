#!/usr/bin/env bash
# Tests ./xen2kvm, and the part of ./verify that looks for what is missing, on a clean copy of this checkout whose path
# holds a blank. Prints a line per test; exits 1 when one failed. Needs JDK and Maven; changes nothing outside its
# temporary folder. Package managers and sudo are stand-ins that write down how they were called.
# shellcheck disable=SC2016 # the bodies of stand-ins are expanded when they run
set -u

root=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
unset JAVA_TOOL_OPTIONS XEN2KVM_CACHE XEN2KVM_JAVA_OPTIONS XEN2KVM_SYSROOT

# shellcheck source=build/requirements.sh
. "$root/build/requirements.sh"
find_java javac || die 'a JDK is needed'
real_java=$java_home

work=$(mktemp -d "${TMPDIR:-/tmp}/test launcher.XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
copy="$work/the copy"
out=$work/out
err=$work/err

# ------------------------------------------------------------------------------------------------------------- harness

# shellcheck source=build/checks.sh
. "$root/build/checks.sh"

# A folder for PATH with the everyday commands, and neither Java nor Maven nor a package manager.
make_path() {
  local command found
  mkdir -p "$1"
  for command in awk bash cat chmod cp dirname dpkg env find flock grep head id ln ls mkdir mktemp mv readlink rm sed \
    sh sort tail timeout touch tr uname; do
    found=$(type -P "$command") && ln -sf "$found" "$1/$command"
  done
}

# A stand-in that writes its name and arguments to $2/calls, then does what stdin says.
make_stand_in() {
  {
    echo '#!/bin/sh'
    printf 'echo "%s $*" >>"%s/calls"\n' "$1" "$2"
    cat
  } >"$2/$1"
  chmod 755 "$2/$1"
}

# A Java home whose java prints its arguments, one on a line.
make_java() {
  mkdir -p "$1/bin"
  printf 'JAVA_VERSION="%s"\n' "$2" >"$1/release"
  printf '#!/bin/sh\nprintf "<%%s>\\n" "$@"\n' >"$1/bin/java"
  chmod 755 "$1/bin/java"
}

# ------------------------------------------------------------------------------------------------------- build, start

mkdir "$copy"
tar -C "$root" --exclude=target --exclude=.cache --exclude=.git --exclude=testdata/guests -cf - . | tar -C "$copy" -xf -
launcher=$copy/xen2kvm
cat >"$work/sample.xml" <<'XML'
<domain type='xen'>
  <name>launcher</name>
  <uuid>8d1f7c52-3a0e-4c55-9b6f-0f6f6a1f7c11</uuid>
  <memory unit='KiB'>524288</memory>
  <currentMemory unit='KiB'>524288</currentMemory>
  <vcpu placement='static'>1</vcpu>
  <os>
    <type arch='x86_64' machine='xenfv'>hvm</type>
    <loader type='rom'>/usr/lib/xen/boot/hvmloader</loader>
    <boot dev='hd'/>
  </os>
  <features>
    <acpi/>
    <apic/>
  </features>
  <clock offset='utc'/>
  <devices>
    <disk type='file' device='disk'>
      <driver name='qemu' type='raw'/>
      <source file='/var/lib/xen/images/launcher.img'/>
      <target dev='xvda' bus='xen'/>
    </disk>
  </devices>
</domain>
XML

"$launcher" rules >"$work/first.out" 2>"$work/first.err" </dev/null &
one=$!
"$launcher" rules >"$work/second.out" 2>"$work/second.err" </dev/null &
two=$!
wait "$one"
one=$?
wait "$two"
two=$?
cat "$work/first.out" >"$out"
cat "$work/first.err" "$work/second.err" >"$err"
status=$one/$two
check 'two first uses at once: both succeed' exited 0/0
check 'two first uses at once: one build' test "$(grep -c 'building (first use' "$err")" = 1
check 'two first uses at once: the same stdout' cmp -s "$work/first.out" "$work/second.out"
check 'first use: stdout holds the tool'"'"'s words only' says_not "$out" "$(printf '\033')"

run "$launcher" rules
check 'second use: exit 0' exited 0
check 'second use: stdout as the first time' stdout_is "$work/first.out"
check 'second use: silent on stderr' is_empty "$err"
check 'no target folder appears in the checkout' exists_not "$copy/cli/target"

run env XEN2KVM_JAVA_OPTIONS=-Xshare:on "$launcher" rules
check 'the class-data archive is made and fits' exited 0

ln -s "$launcher" "$work/absolute link"
ln -s 'absolute link' "$work/link to link"
mkdir "$work/elsewhere"
cd "$work/elsewhere" || exit 1
run '../link to link' rules
check 'through symbolic links, from another folder' stdout_is "$work/first.out"
run '../the copy/xen2kvm' convert ../sample.xml
check 'a relative input counts from the caller'"'"'s folder' exited 0
status=0
"$launcher" convert - <"$work/sample.xml" >"$out" 2>"$err" || status=$?
check 'stdin reaches the tool' exited 0
run env LC_ALL=C "$launcher" rules
check 'the C locale changes nothing' stdout_is "$work/first.out"
cd "$copy" || exit 1
run bash xen2kvm rules
check 'called as "bash xen2kvm"' stdout_is "$work/first.out"
run "$launcher" --no-install rules
check '--no-install with nothing missing starts the tool' stdout_is "$work/first.out"
run "$launcher" --no-such-option
check 'the tool'"'"'s exit status comes through' exited 64

make_java "$work/java 17" 17.0.99
run env JAVA_HOME="$work/java 17" "$launcher" convert '' 'a b' '*' --no-install
tail -n 5 "$out" >"$work/arguments"
printf '<%s>\n' convert '' 'a b' '*' --no-install >"$out"
check 'arguments arrive unchanged' stdout_is "$work/arguments"
run env JAVA_HOME="$work/java 17" "$launcher" convert one.xml
check 'one file: the fast compiler only' says "$out" '<-XX:TieredStopAtLevel=1>'
run env JAVA_HOME="$work/java 17" "$launcher" convert -o out "$work"
check 'a folder: the same' says "$out" '<-XX:TieredStopAtLevel=1>'
make_java "$work/java 11" 11.0.20
run env JAVA_HOME="$work/java 11" "$launcher" rules
check 'JAVA_HOME too old: another Java is taken' stdout_is "$work/first.out"

archive=$(ls "$copy"/.cache/app.*/"classes-$java_version.jsa")
chmod u+w "$archive"
echo damaged >"$archive"
run "$launcher" rules
check 'a damaged archive: stdout the same' stdout_is "$work/first.out"
check 'a damaged archive: silent on stderr' is_empty "$err"
rm -f "$archive"
run "$launcher" rules
check 'no archive: starts all the same' stdout_is "$work/first.out"

# --------------------------------------------------------------------------------------------- read-only and moved

as_nobody=()
if ((EUID == 0)); then
  has_command setpriv && as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$work/nobody")
fi
if ((EUID == 0)) && ! ((${#as_nobody[@]})); then
  skip 'read-only checkouts' 'root writes everywhere, and there is no setpriv here'
else
  ((EUID == 0)) || chmod -R a-w "$copy/.cache"
  run "${as_nobody[@]}" "$launcher" rules
  check 'read-only and built: starts' stdout_is "$work/first.out"
  check 'read-only and built: silent' is_empty "$err"
  ((EUID == 0)) || chmod -R u+w "$copy/.cache"
  mv "$copy/.cache" "$work/cache aside"
  ((EUID == 0)) || chmod a-w "$copy"
  run "${as_nobody[@]}" "$launcher" rules
  check 'read-only and not built: exit 1' exited 1
  check 'read-only and not built: names XEN2KVM_CACHE' says "$err" 'set XEN2KVM_CACHE'
  check 'read-only and not built: stdout empty' is_empty "$out"
  ((EUID == 0)) || chmod u+w "$copy"
  mv "$work/cache aside" "$copy/.cache"
fi

mv "$copy" "$work/moved copy"
run env XEN2KVM_JAVA_OPTIONS=-Xshare:on "$work/moved copy/xen2kvm" rules
check 'a moved checkout: no build' says_not "$err" 'building'
check 'a moved checkout: the archive is made anew and fits' stdout_is "$work/first.out"
mv "$work/moved copy" "$copy"

# ------------------------------------------------------------------------------------------------- changed sources

source=$(find "$copy/cli/src/main/java" -name '*.java' -print -quit)
echo 'not Java' >>"$source"
run "$launcher" rules
check 'a source that does not compile: exit 1' exited 1
check 'a source that does not compile: stdout empty' is_empty "$out"
check 'a source that does not compile: shows the compiler'"'"'s words' says "$err" "${source##*/}"
check 'a source that does not compile: names the log' says "$err" 'build.log'
sed -i '$d' "$source"
run env XEN2KVM_CACHE="$work/other cache" "$launcher" rules
check 'XEN2KVM_CACHE: builds and starts there' stdout_is "$work/first.out"
check 'XEN2KVM_CACHE: the build is there' exists "$work/other cache/built"
touch -d '+1 hour' "$source"
run "$launcher" rules
check 'a changed source: builds' says "$err" 'building'
check 'a changed source: stdout as before' stdout_is "$work/first.out"
run "$launcher" rules
check 'a source dated in the future: builds once only' is_empty "$err"

# -------------------------------------------------------------------------------------------------------- installing

nothing=$work/nothing
mkdir "$nothing"
make_path "$work/bare"

# on PATH-FOLDER COMMAND...: runs with that PATH alone on a machine where nothing else is installed.
on() {
  local path=$1
  shift
  : >"$path/calls"
  chmod 666 "$path/calls"
  run "${user[@]}" env -u JAVA_HOME -u MAVEN_HOME PATH="$path" XEN2KVM_SYSROOT="$nothing" "$@"
}
user=()
((EUID == 0)) || user=(env)

on "$work/bare" "$launcher" rules
check 'no package manager: exit 1' exited 1
check 'no package manager: says what to do' says "$err" 'install the above by hand'

for manager in apt-get dnf zypper; do
  path=$work/$manager
  make_path "$path"
  make_stand_in sudo "$path" <<<'exec "$@"'
  make_stand_in "$manager" "$path" </dev/null
  case $manager in
    apt-get)
      make_stand_in apt-cache "$path" <<<'case $2 in openjdk-21* | linux*) echo "  Candidate: 21" ;; esac'
      jdk=openjdk-21-jdk-headless
      install='apt-get -y -o DPkg::Lock::Timeout=300 --no-install-recommends install'
      everything="$jdk maven libvirt-daemon-system libvirt-daemon-driver-qemu libvirt-clients qemu-system-x86"
      everything+=' qemu-utils guestfs-tools linux-image-'
      ;;
    dnf)
      make_stand_in dnf "$path" <<<'case $* in *list*java-17*) exit 1 ;; esac'
      jdk=java-21-openjdk-devel
      install='dnf -y --setopt=install_weak_deps=False install'
      everything="$jdk maven libvirt-daemon-driver-qemu"
      ;;
    zypper)
      make_stand_in zypper "$path" <<<'case $* in *search*java-17*) exit 104 ;; esac'
      jdk=java-21-openjdk-devel
      install='zypper --non-interactive install --no-recommends'
      everything="$jdk maven libvirt-daemon-driver-qemu"
      ;;
  esac

  on "$path" "$launcher" --no-install rules
  check "$manager, --no-install: exit 1" exited 1
  check "$manager, --no-install: stdout empty" is_empty "$out"
  check "$manager, --no-install: says what is missing" says "$err" 'missing: JDK 17 or newer'
  check "$manager, --no-install: says how to install it" says "$err" "$install $jdk"
  check "$manager, --no-install: installs nothing" says_not "$path/calls" ' install '

  on "$path" "$copy/verify" --no-install
  check "$manager, verify --no-install: exit 1" exited 1
  check "$manager, verify --no-install: names all packages" says "$err" "$install $everything"
  check "$manager, verify --no-install: installs nothing" says_not "$path/calls" ' install '

  rm -rf "$work/install cache"
  mkdir "$work/install cache"
  chmod 777 "$work/install cache"
  on "$path" env XEN2KVM_CACHE="$work/install cache" "$launcher" rules
  check "$manager: calls the installer" says "$path/calls" "$install $jdk maven"
  check "$manager: an installation that brings nothing is an error" exited 1
  check "$manager: stdout empty" is_empty "$out"
  [[ $manager != apt-get ]] || check 'apt-get: updates the lists before' \
    test "$(grep -n ' update$' "$path/calls" | head -n 1 | cut -d: -f1)" -lt \
    "$(grep -n " install $jdk" "$path/calls" | head -n 1 | cut -d: -f1)"

  if ((EUID != 0 || ${#as_nobody[@]})); then
    rm -rf "$work/install cache"
    mkdir "$work/install cache"
    chmod 777 "$work/install cache"
    user=("${as_nobody[@]}")
    on "$path" env XEN2KVM_CACHE="$work/install cache" "$launcher" rules
    check "$manager, not root: installs through sudo" \
      grep -q "^sudo .*$manager .*install.* $jdk maven" "$path/calls"
    rm "$path/sudo"
    on "$path" env XEN2KVM_CACHE="$work/install cache" "$launcher" rules
    check "$manager, not root and no sudo: exit 1" exited 1
    check "$manager, not root and no sudo: names the command for root" says "$err" "run as root: "
    check "$manager, not root and no sudo: calls nothing" says_not "$path/calls" ' install '
    user=()
  else
    skip "$manager, not root" 'there is no setpriv here'
  fi
done

path=$work/installs
make_path "$path"
make_stand_in sudo "$path" <<<'exec "$@"'
make_stand_in apt-cache "$path" <<<'echo "  Candidate: 1"'
make_stand_in apt-get "$path" <<<"echo noise
case \$* in *install*) ln -sf '$real_java/bin/java' '$real_java/bin/javac' '$path' ;; esac"
on "$path" "$launcher" rules
check 'after the installation the tool starts' exited 0
check 'the installer'"'"'s words stay off stdout' stdout_is "$work/first.out"

end_of_tests launcher
