# shellcheck shell=bash disable=SC2154 # classpath, java_home, rounds and work are set by those who source it
# What the parts of the benchmarks measure with.

# Makes generated exports in $work/in-COUNT, once.
exports() {
  [[ -d $work/in-$1 ]] || "$java_home/bin/java" -cp "$classpath" org.xen2kvm.benchmarks.GenerateExports "$work/in-$1" "$1"
}

# Converts a folder into a new one, and looks that each input has its output.
convert_all() {
  local name=$1 count=$2 written
  shift 2
  rm -rf "$work/out"
  timed "$name" "$@" ./xen2kvm convert -q "$work/in-$count" -o "$work/out/"
  written=$(find "$work/out" -name '*.xml' | wc -l)
  ((written == count)) || die "$written of $count were converted"
}
