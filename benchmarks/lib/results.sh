# shellcheck shell=bash disable=SC2154 # work is set by those who source it
# What a part of the benchmarks measured: its figures, round by round, and what else is to be known of them.
#
#   figure NAME UNIT VALUE        one more round of a figure
#   fact NAME VALUE               what is known besides, in words
#   timed NAME COMMAND...         runs a command and records NAME (s), NAME.cpu (s) and NAME.peak (MiB); ends all when it fails
#   ratio NAME OF TO              a figure for each round in which both were measured, one divided by the other
#   left_out WHAT WHY             what could not be measured here
#   results                       prints them, tab-separated: fact NAME VALUE; figure NAME UNIT MEDIAN LEAST MOST ROUNDS

facts=()
names=()
declare -A unit_of=() rounds_of=()

fact() {
  facts+=("fact"$'\t'"$1"$'\t'"${2//[$'\t\n']/ }")
}

left_out() {
  say "left out: $1: $2"
  fact left-out "$1: $2"
}

figure() {
  [[ ${unit_of[$1]:-} ]] || names+=("$1")
  unit_of[$1]=$2
  rounds_of[$1]+="${rounds_of[$1]:+ }$3"
}

# Sets elapsed to the seconds since a time of EPOCHREALTIME.
elapsed=''
since() {
  local micros=$((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}))
  printf -v elapsed '%d.%03d' $((micros / 1000000)) $((micros / 1000 % 1000))
}

# Time by the clock is read here, because GNU's time knows hundredths only; the rest is the operating system's own accounting. The peak is
# that of the largest of the processes.
timed() {
  local name=$1 start user system peak
  shift
  start=$EPOCHREALTIME
  /usr/bin/time -f '%U %S %M' -o "$work/time" "$@" >/dev/null 2>"$work/err" || {
    tail -n 20 "$work/err" >&2
    die "failed: $*"
  }
  since "$start"
  read -r user system peak < <(tail -n 1 "$work/time")
  figure "$name" s "$elapsed"
  figure "$name.cpu" s "$(awk -v a="$user" -v b="$system" 'BEGIN { printf "%.2f", a + b }')"
  figure "$name.peak" MiB "$((peak / 1024))"
}

ratio() {
  local i
  local -a of to
  read -r -a of <<<"${rounds_of[$2]:-}"
  read -r -a to <<<"${rounds_of[$3]:-}"
  for i in "${!of[@]}"; do
    figure "$1" ratio "$(awk -v a="${of[i]}" -v b="${to[i]}" 'BEGIN { printf "%.3f", a / b }')"
  done
}

# The middle one of the rounds, or what lies halfway between the two in the middle.
results() {
  local name
  ((${#facts[@]} == 0)) || printf '%s\n' "${facts[@]}"
  for name in "${names[@]}"; do
    tr ' ' '\n' <<<"${rounds_of[$name]}" | sort -n | awk -v name="$name" -v unit="${unit_of[$name]}" -v rounds="${rounds_of[$name]}" '
      { value[NR] = $1 }
      END {
        median = NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2
        printf "figure\t%s\t%s\t%s\t%s\t%s\t%s\n", name, unit, median, value[1], value[NR], rounds
      }'
  done
}
