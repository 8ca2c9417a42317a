# shellcheck shell=bash disable=SC2154
# What a batch keeps in memory: that of COUNT against that of MANY exports, in the same heap.
heap=256
count=${COUNT:-10000}
many=${MANY:-100000}
fact heap "$heap"
fact count "$count"
fact many-count "$many"
exports "$count"
exports "$many"
for ((round = 1; round <= rounds; round++)); do
  convert_all few "$count" env XEN2KVM_JAVA_OPTIONS="-Xmx${heap}m"
  convert_all many "$many" env XEN2KVM_JAVA_OPTIONS="-Xmx${heap}m"
done
rm -rf "$work/out" "$work/in-$many"
