# shellcheck shell=bash disable=SC2154
# One export from start to end: with the class-data archive that the launcher makes, with the JDK's own alone, and xsltproc.
require xsltproc
exports 1
one=$work/in-1/host0/gen0.xml
for ((round = 1; round <= 5 * rounds; round++)); do
  timed xsltproc xsltproc benchmarks/guide.xsl "$one"
  timed xen2kvm ./xen2kvm convert "$one"
  timed without-archive env XEN2KVM_JAVA_OPTIONS="-XX:SharedArchiveFile=$java_home/lib/server/classes.jsa" ./xen2kvm convert "$one"
done
