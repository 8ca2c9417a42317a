# shellcheck shell=bash disable=SC2154 # java_home and its like are set by java.sh
# Starts the built tool, and makes the class-data archive that lets it start fast. ./xen2kvm and the launcher of the packages
# source this file after java.sh; it runs nothing by itself.
#
#   make_archive                  makes the archive for this Java; is_archive_made tells whether that was tried
#   start ARGUMENTS...            becomes the tool
#
# Read by the functions:
#   app                           the folder with xen2kvm.jar and lib
#   archives                      the folder of the archives, which is there and can be written when make_archive is called
#   samples                       the folder with domains and policies for the training runs
#   XEN2KVM_JAVA_OPTIONS          further options for java, split at blanks, such as -Xmx2g

# Makes the class-data archive from training runs: the classes of small conversions, ready to map into memory.
# A static archive holds the JDK's classes too and starts 50 ms sooner than a dynamic one (-XX:ArchiveClassesAtExit).
# Without an archive everything works, only slower; hence no failure here is one.
make_archive() {
  local work sample arguments
  work=$(mktemp -d "$archives/train.XXXXXX") || return 0
  for sample in "$samples"/domains/*/source.xml; do
    [[ -r $sample ]] && break
  done
  for arguments in 'rules' 'convert' 'convert --dry-run' 'convert --format json'; do
    # shellcheck disable=SC2086 # words
    set -- $arguments
    [[ $1 == rules ]] || set -- "$@" "$sample"
    run_quietly "-XX:DumpLoadedClassList=$work/$((++count)).list" "$@"
  done
  run_quietly "-XX:DumpLoadedClassList=$work/policy.list" convert --policy "$samples/policies/full.yaml" "$sample"
  # A batch into files, which meets every rule.
  run_quietly "-XX:DumpLoadedClassList=$work/batch.list" convert -o "$work/out/" "$samples/domains"
  # Ids are per run, and classes of other loaders cannot be merged: the list of all runs does without both.
  if cat "$work"/*.list 2>/dev/null | sed '/ source: /d; s/ id: [0-9]*//' | awk '!seen[$0]++' >"$work/classes" &&
    [[ -s $work/classes ]] &&
    run_quietly -Xshare:dump "-XX:SharedClassListFile=$work/classes" "-XX:SharedArchiveFile=$work/classes.jsa" &&
    [[ -s $work/classes.jsa ]]; then
    mv -f "$work/classes.jsa" "$archives/classes-$java_version.jsa"
  fi
  printf '%s %s\n' "$java_home" "$app" >"$work/key"
  mv -f "$work/key" "$archives/classes-$java_version.key"
  rm -rf "$work"
}
count=0

run_quietly() {
  local option=()
  while [[ ${1:-} == -X* ]]; do
    option+=("$1")
    shift
  done
  timeout 60 "$java_home/bin/java" "${option[@]}" -Dfile.encoding=UTF-8 \
    -cp "$app/xen2kvm.jar" org.xen2kvm.cli.Main "$@" </dev/null >/dev/null 2>&1 9>&- || true
}

# An archive serves one JVM and one place of the jars: the JVM passes over any other in silence. The key names both.
# It is there also when no archive could be made, so that this is tried once and not on every start.
is_archive_made() {
  local key=''
  [[ -r $archives/classes-$java_version.key ]] && IFS= read -r key <"$archives/classes-$java_version.key"
  [[ $key == "$java_home $app" ]]
}

# Sets flags to the JVM's options. The first compiler alone suits a single file and a batch alike: a conversion is so short that
# the full compiler still works on it when 10,000 are done, and takes a core from them.
choose_flags() {
  local heap=256m
  # An initramfs is listed in memory, and those of Ubuntu have 150 MB; several guests may be looked at, at a time.
  # What a file of options begins with is not known yet.
  case ${1:-} in inspect | plan | apply | @*) heap=1g ;; esac
  flags=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC "-Xmx$heap")
  # The JVM's own messages (an archive of another version, for one) would go to stdout.
  flags+=(-XX:-UsePerfData -Xlog:disable -XX:+DisplayVMOutputToStderr -Dfile.encoding=UTF-8)
  local archive=$archives/classes-$java_version.jsa
  [[ ! -r $archive ]] || flags+=(-Xshare:auto "-XX:SharedArchiveFile=$archive")
  # Since JDK 24 the JVM warns when JNA loads a library without this.
  ((java_major < 24)) || flags+=(--enable-native-access=ALL-UNNAMED)
}

# In the C locale java could neither open nor print a name outside ASCII.
choose_locale() {
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX) export LC_ALL=C.UTF-8 ;;
  esac
}

start() {
  choose_locale
  choose_flags "$@"
  # What libvirt's embedded driver says on stderr, line by line, callers get as exceptions.
  export LIBVIRT_LOG_OUTPUTS=${LIBVIRT_LOG_OUTPUTS-4:file:/dev/null}
  # shellcheck disable=SC2086 # words
  exec "$java_home/bin/java" "${flags[@]}" ${XEN2KVM_JAVA_OPTIONS:-} -cp "$app/xen2kvm.jar" org.xen2kvm.cli.Main "$@"
}
