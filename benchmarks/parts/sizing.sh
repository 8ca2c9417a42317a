# shellcheck shell=bash disable=SC2154
# What a host takes for a guest: plan into a folder, then apply from it, for guests one after the other and two at a time. Files are made and
# verified; no domain is defined, so that a guest's own boot is not in it.
# shellcheck source=benchmarks/lib/guests.sh
. benchmarks/lib/guests.sh
if can_open_guests; then
  mapfile -t folders < <(testdata/guests/build --quick 2>/dev/null)
  definitions=("${folders[@]/%//domain.xml}")
  fact guests "${#definitions[@]}"
  warm_up "${definitions[0]}"
  per_guest() {
    local each
    each=$(awk -v s="$elapsed" -v n="${#definitions[@]}" 'BEGIN { printf "%.2f", s / n }')
    figure "$1.guest" s "$each"
  }
  # A round takes minutes under emulation, so there is one, unless more are wanted here.
  for ((round = 1; round <= ${SIZING_ROUNDS:-1}; round++)); do
    for jobs in 1 2; do
      own=$work/sizing
      timed "plan-$jobs" ./xen2kvm plan -q "${definitions[@]}" -o "$own/plans" --work-dir "$own/disks" --no-define --jobs "$jobs"
      per_guest "plan-$jobs"
      timed "apply-$jobs" ./xen2kvm apply -q "$own"/plans/*.plan.json --state-dir "$own/state" --jobs "$jobs"
      per_guest "apply-$jobs"
      rm -rf "$own"
    done
  done
  # Guests in an hour: 3600 s divided by what one takes.
  for jobs in 1 2; do
    read -r -a plans <<<"${rounds_of[plan-$jobs.guest]}"
    read -r -a applies <<<"${rounds_of[apply-$jobs.guest]}"
    for i in "${!plans[@]}"; do
      figure "both-$jobs.hour" guests/h "$(awk -v p="${plans[i]}" -v a="${applies[i]}" 'BEGIN { printf "%.0f", 3600 / (p + a) }')"
      figure "apply-$jobs.hour" guests/h "$(awk -v a="${applies[i]}" 'BEGIN { printf "%.0f", 3600 / a }')"
    done
  done
fi
