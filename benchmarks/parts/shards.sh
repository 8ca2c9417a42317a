# shellcheck shell=bash disable=SC2154
# One of four shards against the whole, with the reports that a fleet writes, and the joining of the four shards' reports.
count=${COUNT:-10000}
exports "$count"
fact count "$count"
own=$work/shards
for ((round = 1; round <= rounds; round++)); do
  mkdir -p "$own"
  timed whole ./xen2kvm convert -q "$work/in-$count" -o "$own/out/" --format "json=$own/whole.json"
  rm -r "$own/out"
  timed shard ./xen2kvm convert -q "$work/in-$count" -o "$own/out/" --format "json=$own/part.json" --shard 0/4
  for i in 1 2 3; do
    ./xen2kvm convert -q "$work/in-$count" -o "$own/out/" --format "json=$own/part.json" --shard "$i/4" 2>"$work/err" ||
      die "shard $i/4 failed: $(tail -n 3 "$work/err")"
  done
  timed merge ./xen2kvm merge-reports "$own"/part.*-of-4.json --format "json=$own/merged.json"
  cmp -s "$own/whole.json" "$own/merged.json" || die 'the joined report is not that of the whole run'
  rm -r "$own"
done
ratio shard-to-whole shard whole
