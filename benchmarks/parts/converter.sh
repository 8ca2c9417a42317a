# shellcheck shell=bash disable=SC2154
# The converter against xsltproc, which applies ten templates of the guide to the same exports: all to one stream, which is the least that it
# can be asked to do, and a file for each domain, which is what a conversion is for.
require xsltproc
count=${COUNT:-10000}
exports "$count"
export input=$work/in-$count

xslt_stream() {
  find "$input" -name '*.xml' -print0 | xargs -0 -n 2000 xsltproc benchmarks/guide.xsl >"$work/stream"
}
xslt_files() {
  mkdir -p "$work/xslt"
  find "$input" -name '*.xml' -print0 |
    xargs -0 -n 2000 xsltproc --stringparam out "$work/xslt" benchmarks/guide.xsl >/dev/null
}
export -f xslt_stream xslt_files

fact count "$count"
for ((round = 1; round <= rounds; round++)); do
  rm -rf "$work/xslt" "$work/stream"
  timed xsltproc-stream bash -c xslt_stream
  timed xsltproc-files bash -c xslt_files
  convert_all xen2kvm "$count" env
done
ratio xen2kvm-to-files xen2kvm xsltproc-files
ratio xen2kvm-to-stream xen2kvm xsltproc-stream
rm -rf "$work/xslt" "$work/stream"
