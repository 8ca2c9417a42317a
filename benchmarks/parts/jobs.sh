# shellcheck shell=bash disable=SC2154
# A batch with 1, 2, 4, … jobs, up to one for each core.
count=${COUNT:-10000}
exports "$count"
jobs=()
for ((n = 1; n < $(nproc); n *= 2)); do
  jobs+=("$n")
done
jobs+=("$(nproc)")
fact count "$count"
fact jobs "${jobs[*]}"
for ((round = 1; round <= rounds; round++)); do
  for n in "${jobs[@]}"; do
    rm -rf "$work/out"
    timed "jobs-$n" ./xen2kvm convert -q --jobs "$n" "$work/in-$count" -o "$work/out/"
  done
done
for n in "${jobs[@]}"; do
  ratio "jobs-$n.speedup" jobs-1 "jobs-$n"
done
