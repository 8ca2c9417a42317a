# shellcheck shell=bash disable=SC2154 # out and err are set by those who source it
# A test of scripts: runs commands and checks what they did. build/test-*.sh source it; it runs nothing by itself.
#
# Read by the functions:
#   out, err                      files for what the last command printed

status=0
passed=0
failed=0
skipped=0

# Runs a command; leaves its output in $out and $err and its exit status in $status.
run() {
  status=0
  "$@" >"$out" 2>"$err" </dev/null || status=$?
}

# check NAME CONDITION...: the condition is a command; shows what the last run printed when it does not hold.
check() {
  local name=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
    echo "ok      $name"
  else
    failed=$((failed + 1))
    echo "FAILED  $name"
    echo "        condition: $*"
    echo "        exit status: $status"
    sed 's/^/        stdout: /' "$out" | head -n 20
    sed 's/^/        stderr: /' "$err" | head -n 40
  fi
}

skip() {
  skipped=$((skipped + 1))
  echo "skipped $1: $2"
}

exited() { [[ $status == "$1" ]]; }
failed_run() { [[ $status != 0 ]]; }
stdout_is() { cmp -s "$out" "$1"; }
is_empty() { [[ ! -s $1 ]]; }
says() { grep -qF -e "$2" "$1"; }
says_not() { ! grep -qF -e "$2" "$1"; }
exists() { [[ -e $1 ]]; }
exists_not() { [[ ! -e $1 ]]; }

# end_of_tests NAME: tells the sums and exits.
end_of_tests() {
  echo "$1: $passed passed, $failed failed, $skipped skipped"
  ((failed == 0))
  exit
}
