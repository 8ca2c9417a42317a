# shellcheck shell=bash disable=SC2154 # here, cache and work are build's
# Layers: trees of installed packages that several cases start from, each kept as an archive.
#
# A layer is layers/NAME.sh. It sets parent= and defines make_layer(), which works on $tree.

readonly release=bookworm

# Package of a tool that the build itself needs; nothing is installed where it is there already.
need() {
  local tool package missing=()
  while (($#)); do
    tool=$1 package=$2
    shift 2
    type -P "$tool" >/dev/null || compgen -G "$tool" >/dev/null || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  say "installing ${missing[*]}"
  quietly apt-get update
  quietly apt-get install -y --no-install-recommends "${missing[@]}"
}

# The machine's own mirror of this release: the answer of apt, which reads every format of its sources. Empty where the
# machine has none (it runs another distribution); then debootstrap takes the one it knows.
mirror() {
  if [[ ${XEN2KVM_GUESTS_MIRROR:-} ]]; then
    printf '%s' "$XEN2KVM_GUESTS_MIRROR"
    return
  fi
  # shellcheck disable=SC2016 # apt's variables
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
    awk -v release="$release" '$2 == release && $3 == "main" && !seen++ { printf "%s", $1 }' || true
}

# Mounts what a package's scripts expect. The device nodes are the build's own: of the machine's disks none is visible.
enter_tree() {
  local node numbers
  mount --bind "$tree" "$tree"
  mount -t proc proc "$tree/proc"
  mount -t tmpfs -o mode=755 dev "$tree/dev"
  while read -r node numbers; do
    # shellcheck disable=SC2086 # two numbers
    mknod -m 666 "$tree/dev/$node" c $numbers
  done <<<$'null 1 3\nzero 1 5\nfull 1 7\nrandom 1 8\nurandom 1 9\ntty 5 0'
  ln -s /proc/self/fd "$tree/dev/fd"
  mkdir "$tree/dev/pts" "$tree/dev/shm"
  mount -t tmpfs run "$tree/run"
  mount -t tmpfs tmp "$tree/tmp"
  mkdir -p "$cache/archives/partial" "$cache/lists/partial"
  mount --bind "$cache/archives" "$tree/var/cache/apt/archives"
  mount --bind "$cache/lists" "$tree/var/lib/apt/lists"
  # Name resolution and the machine's way to its mirror, as long as packages are installed.
  cp -L /etc/resolv.conf "$tree/run/resolv.conf"
  [[ -e $tree/etc/resolv.conf ]] || touch "$tree/etc/resolv.conf"
  mount --bind "$tree/run/resolv.conf" "$tree/etc/resolv.conf"
  apt-config dump | grep -E '^Acquire::(http|https|ftp|Check|Retries)' >"$tree/etc/apt/apt.conf.d/00machine" || true
  printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
  chmod 755 "$tree/usr/sbin/policy-rc.d"
}

leave_tree() {
  rm -f "$tree/usr/sbin/policy-rc.d" "$tree/etc/apt/apt.conf.d/00machine"
  umount --recursive "$tree"
  rm -rf "$tree"/var/log/{apt,dpkg.log,alternatives.log,bootstrap.log} "$tree"/var/cache/{apt,debconf,ldconfig}/*
  mkdir -p "$tree/var/cache/apt/archives/partial"
}

# Runs a command in the tree.
inside() {
  chroot "$tree" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C TERM=dumb \
    DEBIAN_FRONTEND=noninteractive INITRD="${INITRD:-}" "$@"
}

# Installs packages in the tree from the cached archives. When the cached lists are stale it asks the mirror once more.
install_packages() {
  local apt=(inside apt-get -q -y --no-install-recommends -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-unsafe-io
    -o Acquire::Retries=4
    -o APT::Keep-Downloaded-Packages=true -o Dir::Etc::SourceList=/run/sources.list)
  # Without a mirror of the machine's own the tree still has the line that debootstrap wrote.
  if [[ $sources ]]; then printf '%s\n' "$sources"; else cat "$tree/etc/apt/sources.list"; fi >"$tree/run/sources.list"
  if ! compgen -G "$cache/lists/*_Packages*" >/dev/null || ! "${apt[@]}" install "$@" >"$work/log" 2>&1 </dev/null; then
    quietly "${apt[@]}" update
    quietly "${apt[@]}" install "$@"
  fi
}

# What neither boots nor is looked at by anybody: two thirds of the size. dpkg keeps it out of later packages as well.
slim_tree() {
  cp "$here/layers/slim.dpkg" "$tree/etc/dpkg/dpkg.cfg.d/slim"
  find "$tree/usr/share"/{doc,man,info,locale,i18n,lintian,bash-completion,zoneinfo} -mindepth 1 -delete 2>/dev/null || true
  find "$tree/usr/lib" "$tree/usr/share" -name '*.pyc' -delete
}

# Makes sure that no kept module lacks one it needs: a missing one would look like a bug of the fix under test.
check_modules() {
  local kernel=$1 folder missing
  folder=$tree/lib/modules/$kernel
  missing=$(
    {
      {
        cat "$folder/modules.builtin"
        find "$folder" -name '*.ko'
      } | sed 's|.*/||; s|\.ko$||'
      echo ---
      find "$folder" -name '*.ko' -exec modinfo -F depends {} + | tr ',' '\n' | grep . | sort -u
    } | tr - _ | awk '/^___$/ { needed = 1; next } !needed { have[$0] = 1; next } !($0 in have)'
  )
  [[ ! $missing ]] || die "modules missing in layers/slim.dpkg: ${missing//$'\n'/ }"
}

layer_digest() {
  local parent=''
  # shellcheck source=/dev/null
  parent=$(. "$here/layers/$1.sh" && printf '%s' "$parent")
  {
    cat "$here/lib/layers.sh" "$here/layers/$1.sh" "$here/layers/slim.dpkg"
    [[ ! $parent ]] || layer_digest "$parent"
  } | digest
}

# Unpacks a layer into $tree, which must be an empty folder; builds it, and those below it, where it is not kept yet.
unpack_layer() {
  local name=$1 archive start
  archive=$cache/layers/$name-$(layer_digest "$name").tar.zst
  if [[ ! -e $archive ]]; then
    start=$EPOCHREALTIME
    build_layer "$name" "$archive"
    say "layer $name built in $(seconds_since "$start") s"
    return
  fi
  touch "$archive"
  tar -C "$tree" --numeric-owner --xattrs --xattrs-include='*' -I 'zstd -d' -xpf "$archive"
}

build_layer() {
  local name=$1 archive=$2 parent=''
  unset -f make_layer
  # shellcheck source=/dev/null
  . "$here/layers/$name.sh"
  [[ ! $parent ]] || unpack_layer "$parent"
  # The parent's functions are not this layer's.
  # shellcheck source=/dev/null
  . "$here/layers/$name.sh"
  say "layer $name"
  make_layer
  mkdir -p "$cache/layers"
  tar -C "$tree" --numeric-owner --xattrs --xattrs-include='*' --one-file-system -I 'zstd -3 -T0' -cf "$work/layer" .
  mv "$work/layer" "$archive"
}

sources=$(mirror)
[[ ! $sources ]] || sources="deb $sources $release main"
