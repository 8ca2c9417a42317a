# shellcheck shell=bash disable=SC2034 # what it sets is read by those who source it
# Finds a Java that is new enough. ./xen2kvm, ./verify and the launcher of the packages source this file; it runs nothing by
# itself.
#
#   find_java [javac]             sets java_home, java_version, java_major; javac: a JDK and not only a runtime
#
# Read by the functions:
#   XEN2KVM_SYSROOT               looks for files below this folder and not below /; for the tests of the scripts

readonly java_least=17

java_home=''
java_version=''
java_major=0

say() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
}

die() {
  say "$1"
  exit 1
}

has_command() {
  type -P "$1" >/dev/null
}

# Reads the version from the JDK's "release" file, because starting java only to ask costs 30 ms on every start.
read_java_version() {
  local line
  java_version=''
  if [[ -r $1/release ]]; then
    while IFS= read -r line; do
      case $line in
        JAVA_RUNTIME_VERSION=*) java_version=${line#*=}; break ;;
        JAVA_VERSION=*) java_version=${line#*=} ;;
      esac
    done <"$1/release"
  else
    line=$("$1/bin/java" -version 2>&1 </dev/null) || return 1
    line=${line#*version \"}
    java_version=${line%%\"*}
  fi
  java_version=${java_version//\"/}
  java_major=${java_version%%[!0-9]*}
  [[ $java_major ]] || java_major=0
}

# Accepts a Java home that is new enough and, where asked, holds the compiler.
accept_java() {
  local home=$1 program=$2
  [[ $home && -x $home/bin/java && -x $home/bin/$program ]] || return 1
  read_java_version "$home" || return 1
  ((java_major >= java_least)) || return 1
  java_home=$home
}

# JAVA_HOME is asked first, then PATH, then the folders where distributions put theirs, oldest suitable version first.
find_java() {
  local program=${1:-java} found home
  accept_java "${JAVA_HOME:-}" "$program" && return 0
  if found=$(type -P "$program"); then
    found=$(readlink -f -- "$found")
    accept_java "${found%/bin/*}" "$program" && return 0
  fi
  while IFS= read -r home; do
    accept_java "$home" "$program" && return 0
  done < <(compgen -G "${XEN2KVM_SYSROOT:-}/usr/lib*/jvm/*" | sort -V)
  java_home=''
  java_version=''
  java_major=0
  return 1
}
