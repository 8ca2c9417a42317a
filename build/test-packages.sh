#!/usr/bin/env bash
# Tests what is published: builds packages and library twice and compares them, unpacks the tar.gz, installs the .deb and the .rpm
# in a clean Debian and removes them, and lets a project of its own use the library. Prints a line per test; exits 1 when one failed.
#
# Needs JDK and Maven. The clean Debian needs root, debootstrap and rpm; without them those tests are skipped, and XEN2KVM_REQUIRE_DIST
# makes that a failure. Outside its temporary folder it changes .cache, where the clean Debian is kept, and what Maven keeps of downloads.
set -u

root=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

# The clean Debian is mounted in a namespace of this process: whatever happens, nothing stays mounted.
if ((EUID == 0)) && [[ ${XEN2KVM_PACKAGES_NAMESPACE:-} != "$PPID.$$" ]]; then
  export XEN2KVM_PACKAGES_NAMESPACE=$PPID.$$
  exec unshare --mount --propagation private -- "${BASH_SOURCE[0]}" "$@"
fi
unset JAVA_TOOL_OPTIONS XEN2KVM_CACHE XEN2KVM_JAVA_OPTIONS XEN2KVM_SYSROOT XEN2KVM_PACKAGES_NAMESPACE

# shellcheck source=build/requirements.sh
. "$root/build/requirements.sh"
find_java javac || die 'a JDK is needed'
find_maven || die 'Maven is needed'
export JAVA_HOME=$java_home

work=$(mktemp -d "${TMPDIR:-/tmp}/test-packages.XXXXXX")
tree=$work/root
# shellcheck disable=SC2317 # called by the trap
clean_up() {
  [[ ! ${debian:-} ]] || kill "$debian" 2>/dev/null
  umount --recursive --quiet "$tree" 2>/dev/null
  grep -qF "$work/root/" /proc/self/mountinfo || rm -rf --one-file-system -- "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
chmod 755 "$work"
out=$work/out
err=$work/err

# shellcheck source=build/checks.sh
. "$root/build/checks.sh"

# ------------------------------------------------------------------------------------------------- a clean Debian

lacking=''
((EUID == 0)) || lacking='needs root'
for command in debootstrap rpm zstd; do has_command "$command" || lacking="$command is not here"; done
here=$root/testdata/guests
cache=$root/.cache/guests

# Unpacks it, or makes it, in the time that Maven takes for its builds.
if [[ ! $lacking ]]; then
  mkdir -p "$cache" "$tree"
  exec 9>"$cache/.lock"
  (
    set -eu
    unset TMPDIR
    export LC_ALL=C DEBIAN_FRONTEND=noninteractive
    flock 9
    # shellcheck source=testdata/guests/lib/messages.sh
    . "$here/lib/messages.sh"
    # shellcheck source=testdata/guests/lib/layers.sh
    . "$here/lib/layers.sh"
    unpack_layer clean-root
  ) </dev/null &
  debian=$!
fi

# ------------------------------------------------------------------------------------------------------- built twice

copy_checkout() {
  mkdir "$1"
  tar -C "$root" --exclude=target --exclude=.cache --exclude=.git --exclude=testdata/guests -cf - . | tar -C "$1" -xf -
}

# The digests of everything that is published from a checkout, without the Javadoc.
digests() {
  (cd "$1" && sha256sum {converter,guestfix,runner}/target/xen2kvm-*[0-9T].jar cli/target/xen2kvm.jar \
    dist/target/xen2kvm[-_]*.{tar.gz,deb,rpm} dist/target/tree/share/doc/xen2kvm/xen2kvm.cdx.json)
}

one=$work/one
two=$work/another\ folder
repository=$work/repository
copy_checkout "$one"
copy_checkout "$two"
cd "$one" || exit 1
# Nothing is installed: no other build of this machine may find these.
run "$maven" -q -B -Pdist,release -DskipTests -Dmaven.install.skip=true deploy \
  "-DaltDeploymentRepository=scratch::file://$repository"
check 'packages and library are built, Javadoc without a warning' exited 0

cd "$two" || exit 1
run "$maven" -q -B -Pdist -DskipTests package
digests "$one" >"$work/one.digests"
digests "$two" >"$work/two.digests"
cat "$work/one.digests" "$work/two.digests" >"$out"
check 'built twice: the same to the last byte' cmp "$work/one.digests" "$work/two.digests"
check 'built twice: jars, SBOM and three packages were compared' test "$(wc -l <"$work/one.digests")" = 8

for module in converter guestfix runner cli; do
  run "$java_home/bin/jar" --describe-module --file "$(find "$one/$module/target" -maxdepth 1 -name 'xen2kv*[0-9Tm].jar')"
  check "the jar of $module names its module" grep -qE "^org\.xen2kvm\.$module(@[^ ]+)? automatic$" "$out"
done
for kind in sources.jar javadoc.jar cyclonedx.json; do
  check "each module is published with its $kind" \
    test "$(find "$repository" -name "xen2kvm-*-$kind" ! -name '*parent*' | wc -l)" = 4
done
check 'the SBOM names the libraries and their licenses' \
  grep -q '"bom-ref" : "pkg:maven/org.jdom/jdom2@' "$one/dist/target/tree/share/doc/xen2kvm/xen2kvm.cdx.json"
for jar in "$one"/dist/target/tree/share/xen2kvm/lib/*.jar; do
  grep -qF "/${jar##*/}" <(sed -n 's|.*"bom-ref" : "pkg:maven/[^/]*/\([^@]*\)@\([^?]*\)?.*|/\1-\2.jar|p' \
    "$one/dist/target/tree/share/doc/xen2kvm/xen2kvm.cdx.json") || echo "${jar##*/}"
done >"$out"
check 'no library is missing in the SBOM' is_empty "$out"

# ------------------------------------------------------------------------------------------------------------ tar.gz

sample=$root/testdata/domains/disk-bus-pv/source.xml
mkdir "$work/an archive"
tar -xzf "$one"/dist/target/xen2kvm-*.tar.gz -C "$work/an archive" --strip-components=1
launcher="$work/an archive/bin/xen2kvm"
run "$launcher" convert "$sample"
check 'tar.gz: converts' says "$out" "<domain type='kvm'"
cp "$out" "$work/converted"
run env XEN2KVM_JAVA_OPTIONS=-Xshare:on "$launcher" convert "$sample"
check 'tar.gz: the class-data archive is made and fits' stdout_is "$work/converted"
diff -r "$root/deploy/ansible" "$work/an archive/share/xen2kvm/ansible" -x __pycache__ >"$out"
check 'tar.gz: has the Ansible collection' is_empty "$out"
dead_links() {
  local page target
  while IFS=: read -r page target; do
    [[ $target == *://* || -e ${page%/*}/${target:2} ]] || printf '%s: %s\n' "$page" "${target:2}"
  done < <(grep -roE --include='*.md' '\]\([^)# ]+' "$1")
}
dead_links "$work/an archive/share/doc/xen2kvm" >"$out"
check 'tar.gz: what its pages link to is in it' is_empty "$out"
for name in man/man1/xen2kvm-plan.1 bash-completion/completions/xen2kvm zsh/site-functions/_xen2kvm; do
  check "tar.gz: has ${name##*/}" test -n "$(find "$work/an archive/share/${name%/*}" -name "${name##*/}*")"
done
ln -s "$launcher" "$work/a link"
cd "$work" || exit 1
run './a link' --version
check 'tar.gz: through a symbolic link' says "$out" 'xen2kvm '
check 'tar.gz: silent on stderr' is_empty "$err"
rm -rf "$work/an archive/share/xen2kvm/cache"
run env XEN2KVM_CACHE=/proc/nowhere "$launcher" --version
check 'tar.gz: starts where no archive can be written' says "$out" 'xen2kvm '
check 'tar.gz: silent there' is_empty "$err"
mkdir "$work/nothing" "$work/path"
for command in bash readlink sort; do ln -s "$(type -P "$command")" "$work/path/$command"; done
run env -u JAVA_HOME PATH="$work/path" XEN2KVM_SYSROOT="$work/nothing" "$launcher" --version
check 'no Java: says so and installs nothing' says "$err" 'Java 17 or newer is needed'
check 'no Java: exit 1' exited 1

# -------------------------------------------------------------------------------------------------------- a consumer

cp -R "$root/testdata/consumer" "$work/consumer"
cd "$work/consumer" || exit 1
# A local repository of its own. Libraries come from the usual one where they are, else from Maven Central.
run "$maven" -B -q -s settings.xml "-Dmaven.repo.local=$work/local" "-Dxen2kvm.repository=file://$repository" \
  "-Dlibraries.repository=file://${HOME:-/root}/.m2/repository" compile exec:exec "-Dconsumer.definition=$sample" "-Dconsumer.result=$work/consumed"
check 'a project that takes the library from a repository: compiles and runs on the module path' \
  says "$out" 'modules: org.xen2kvm.converter org.xen2kvm.cli'
check 'its result is the tool'"'"'s' cmp "$work/consumed" "$work/converted"

# ----------------------------------------------------------------------------------------------- the two packages

if [[ $lacking ]]; then
  skip 'the packages in a clean Debian' "$lacking"
  [[ ! ${XEN2KVM_REQUIRE_DIST:-} ]] || failed=$((failed + 1))
  end_of_tests packages
fi
wait "$debian" || die 'the clean Debian could not be made'
debian=''
# shellcheck source=testdata/guests/lib/messages.sh
. "$here/lib/messages.sh"
# shellcheck source=testdata/guests/lib/layers.sh
. "$here/lib/layers.sh"
enter_tree
cp "$one"/dist/target/xen2kvm[-_]*.{deb,rpm} "$sample" "$tree/tmp/"
deb=$(basename "$one"/dist/target/*.deb)
rpm=$(basename "$one"/dist/target/*.rpm)

files() {
  (cd "$tree" && find . -xdev ! -path './proc/*' ! -path './run/*' ! -path './tmp/*' ! -path './var/log/*' \
    ! -path './var/lib/dpkg/*' ! -path './var/lib/rpm*' ! -path './var/cache/man/*' ! -path './var/cache/apt/*' \
    ! -path './var/cache/debconf/*' ! -path './root/*' | sort)
}

# What both packages have to give.
check_installed() {
  run inside xen2kvm --version
  check "$1: starts" says "$out" 'xen2kvm '
  check "$1: silent on stderr" is_empty "$err"
  run inside env XEN2KVM_JAVA_OPTIONS=-Xshare:on xen2kvm convert /tmp/source.xml
  check "$1: converts, with the class-data archive made when it was installed" stdout_is "$work/converted"
  run inside setpriv --reuid=65534 --regid=65534 --clear-groups xen2kvm convert /tmp/source.xml
  check "$1: converts for everybody" stdout_is "$work/converted"
  run inside man -w xen2kvm xen2kvm-convert xen2kvm-plan
  check "$1: its man pages are found" exited 0
  run inside bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader xen2kvm; complete -p xen2kvm'
  check "$1: bash finds its completion" says "$out" 'complete -F _xen2kvm xen2kvm'
}

files >"$work/before"
run inside apt-get -q -y --no-install-recommends -o Dpkg::Use-Pty=0 install "/tmp/$deb"
check '.deb: installs, its dependencies are met' exited 0
check_installed .deb
run inside xen2kvm convert --from test:///default test
check '.deb: the libvirt that it depends on answers' says "$err" source-domain-running
run inside env LIBGUESTFS_CACHEDIR=/tmp xen2kvm check 'qemu:///embed?root=/tmp/libvirt'
check '.deb: the libguestfs that it depends on is loaded, and says what an appliance lacks here' says "$out" 'supermin: failed to find a suitable kernel'
# shellcheck disable=SC2016 # zsh's variable
run inside zsh -fc 'autoload -Uz compinit; compinit -D -u; print -r -- $_comps[xen2kvm]'
check '.deb: zsh finds its completion' says "$out" _xen2kvm
run inside dpkg --verify xen2kvm
check '.deb: its files are as packaged' is_empty "$out"
run inside apt-get -q -y -o Dpkg::Use-Pty=0 purge xen2kvm
check '.deb: is removed' exited 0
files >"$work/after"
diff "$work/before" "$work/after" >"$out"
check '.deb: leaves nothing behind' is_empty "$out"

# No distribution of RPM's is within reach of these tests: the package is installed beside dpkg's, which knows none of what it
# requires, so that the requirements are looked at and not resolved.
run rpm -qp --requires "$tree/tmp/$rpm"
for name in '(java-17-headless or java-21-headless or java-25-headless)' 'libvirt.so.0()(64bit)' 'libguestfs.so.0()(64bit)' \
  /usr/bin/qemu-img; do
  check ".rpm: requires $name" says "$out" "$name"
done
run rpm -Kv "$tree/tmp/$rpm"
check '.rpm: its digests are right' exited 0
run rpm --root "$tree" --dbpath /var/lib/rpm --nodeps -i "$tree/tmp/$rpm"
check '.rpm: installs' exited 0
check_installed .rpm
run rpm --root "$tree" --dbpath /var/lib/rpm -V --nodeps xen2kvm
check '.rpm: its files are as packaged' is_empty "$out"
run rpm --root "$tree" --dbpath /var/lib/rpm -e xen2kvm
check '.rpm: is removed' exited 0
files >"$work/after"
diff "$work/before" "$work/after" >"$out"
check '.rpm: leaves nothing behind' is_empty "$out"

end_of_tests packages
