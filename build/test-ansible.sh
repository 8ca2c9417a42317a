#!/usr/bin/env bash
# Tests the Ansible collection with a real ansible: three hosts in namespaces of this machine, each with its sshd, its disks and its
# libvirt, and one that nobody answers for. One guest is booted to its login. Prints a line per test; exits 1 when one failed.
#
# Needs root, ansible, sshd, ip, and what the tool itself needs; without them the tests are skipped, and XEN2KVM_REQUIRE_ANSIBLE makes
# that a failure. Outside its temporary folder it changes .cache, where the guest and the built tool are kept.
set -u

root=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

# shellcheck source=build/checks.sh
. "$root/build/checks.sh"
has_command() { type -P "$1" >/dev/null; }

lacking=''
((EUID == 0)) || lacking='needs root'
for command in ansible-playbook ansible-galaxy ansible-doc ip unshare nsenter qemu-img virsh ssh-keygen /usr/sbin/sshd; do
  has_command "$command" || lacking="$command is not here"
done
[[ $lacking ]] || unshare --mount --net --pid --uts --ipc --fork true 2>/dev/null || lacking='no namespaces here'
if [[ $lacking ]]; then
  skip 'the collection on several hosts' "$lacking"
  [[ ! ${XEN2KVM_REQUIRE_ANSIBLE:-} ]] || failed=$((failed + 1))
  end_of_tests ansible
fi

# Whatever needs the Internet is done before: there is none in the namespaces.
if [[ ! ${XEN2KVM_ANSIBLE_GUEST:-} ]]; then
  "$root/xen2kvm" --version >/dev/null || exit 1
  XEN2KVM_ANSIBLE_GUEST=$("$root/testdata/guests/build" ${XEN2KVM_GUESTS_CACHE:+--cache "$XEN2KVM_GUESTS_CACHE"} grub-device-names) || exit 1
  export XEN2KVM_ANSIBLE_GUEST
fi

# The hosts' cables lie in a namespace of this process: whatever happens, nothing stays.
if [[ ${XEN2KVM_ANSIBLE_NAMESPACE:-} != "$PPID.$$" ]]; then
  export XEN2KVM_ANSIBLE_NAMESPACE=$PPID.$$
  exec unshare --mount --net --propagation private -- "${BASH_SOURCE[0]}" "$@"
fi
unset XEN2KVM_ANSIBLE_NAMESPACE
for variable in "${!ANSIBLE_@}"; do unset "$variable"; done

# Short: libvirt makes sockets below it.
work=$(mktemp -d /tmp/x2k-ansible.XXXXXX)
# What enters a host, and what ends it with all that runs on it.
declare -A host=()
declare -a hosts=()
# shellcheck disable=SC2317 # called by the trap
clean_up() {
  # Bash would tell of each that it was killed.
  {
    ((${#hosts[@]} == 0)) || kill -9 "${hosts[@]}"
    wait
  } 2>/dev/null
  rm -rf --one-file-system -- "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
chmod 755 "$work"
out=$work/out
err=$work/err

# -------------------------------------------------------------------------------------------------------- the collection

collection=$root/deploy/ansible
run python3 -c 'import ast, sys
for path in sys.argv[1:]:
    ast.parse(open(path, encoding="utf-8").read(), path, feature_version=(3, 6) if "callback" not in path else (3, 9))' \
  "$collection"/plugins/*/*.py
check 'the plugins are of the Python that their hosts have' exited 0
mkdir "$work/built" "$work/controller"
run ansible-galaxy collection build "$collection" --output-path "$work/built"
check 'the collection is built' exited 0
run ansible-galaxy collection install --offline -p "$work/collections" "$work/built"/xen2kvm-xen2kvm-*.tar.gz
check 'the collection is installed, without the Internet' exited 0
cd "$work/controller" || exit 1
cp "$collection/ansible.cfg" ansible.cfg
cat >>ansible.cfg <<CFG
collections_path = $work/collections
remote_tmp = /srv/ansible
local_tmp = $work/controller/.ansible
inventory = hosts.yml
nocolor = true
display_skipped_hosts = false
[ssh_connection]
pipelining = true
ssh_args = -F $work/keys/config -o ControlMaster=auto -o ControlPersist=60s
control_path_dir = $work/keys
CFG
for plugin in 'module xen2kvm.xen2kvm.guest' 'module xen2kvm.xen2kvm.plan' 'callback xen2kvm.xen2kvm.report' 'role xen2kvm.xen2kvm.fleet'; do
  # shellcheck disable=SC2086 # two words
  run ansible-doc -t $plugin
  check "$plugin has its documentation" grep -qi "^> ${plugin##* }" "$out"
  check "$plugin: ansible-doc is content" says_not "$err" WARNING
done
run ansible-doc -t module xen2kvm.xen2kvm.guest xen2kvm.xen2kvm.plan
for part in 'EXAMPLES:' 'RETURN VALUES:'; do
  check "both modules have $part" test "$(grep -c "^$part" "$out")" = 2
done

# -------------------------------------------------------------------------------------------------------------- the hosts

mkdir -m 700 "$work/keys"
ssh-keygen -q -t ed25519 -N '' -f "$work/keys/host"
ssh-keygen -q -t ed25519 -N '' -f "$work/keys/user"
sed 's/^/198.51.100.* /' "$work/keys/host.pub" >"$work/keys/known"
cat >"$work/keys/sshd" <<CFG
HostKey $work/keys/host
AuthorizedKeysFile $work/keys/user.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp internal-sftp
SetEnv TMPDIR=/srv/tmp
CFG
cat >"$work/keys/config" <<CFG
Host *
  User root
  BatchMode yes
  ConnectTimeout 20
  IdentityFile $work/keys/user
  IdentitiesOnly yes
  StrictHostKeyChecking yes
  UserKnownHostsFile $work/keys/known
  GlobalKnownHostsFile none
CFG

# start_host NUMBER: /srv and /run are its own, so that all of them have the same paths.
start_host() {
  local name=kvm$1 folder=$work/kvm$1
  mkdir -p "$folder"/srv/{exports,kvm,tmp}
  # shellcheck disable=SC2016 # expanded there
  unshare --mount --net --uts --ipc --pid --fork --kill-child --mount-proc bash -c '
    set -eu
    hostname "$1"
    mount --bind "$2/srv" /srv
    mount -t tmpfs tmpfs /run
    mkdir -m 755 /run/sshd /run/lock
    ip link set lo up
    touch "$2/up"
    sleep infinity & wait' host "$name" "$folder" &
  local unshared=$!
  hosts+=("$unshared")
  until [[ -e $folder/up ]]; do
    kill -0 "$unshared" || exit 1
    sleep 0.05
  done
  host[$name]=$(pgrep -P "$unshared")
  ip link add "$name" type veth peer name cable netns "${host[$name]}"
  ip address add "198.51.100.$((4 * $1 + 1))/30" dev "$name"
  ip link set "$name" up
  on "$name" ip address add "198.51.100.$((4 * $1 + 2))/30" dev cable
  on "$name" ip link set cable up
  on "$name" /usr/sbin/sshd -f "$work/keys/sshd" -E "$folder/sshd.log"
}
on() {
  nsenter -t "${host[$1]}" --mount --net --uts --ipc --pid -- "${@:2}"
}

ip link set lo up
for number in 1 2 3; do start_host $number; done
# The fourth has an address and no cable.
{
  echo 'kvm:'
  echo '  vars:'
  echo '    ansible_python_interpreter: /usr/bin/python3'
  echo "    xen2kvm_executable: $work/xen2kvm"
  echo '    xen2kvm_state_dir: /srv/state'
  echo '    xen2kvm_sources: [/srv/exports/*.xml]'
  echo '    xen2kvm_plan_arguments: [--policy, /srv/policy.yaml, --work-dir, /srv/kvm, --no-start]'
  echo '  hosts:'
  for number in 1 2 3 4; do echo "    kvm$number: {ansible_host: 198.51.100.$((4 * number + 2))}"; done
} >hosts.yml
mkdir host_vars
echo 'xen2kvm_plan_arguments: [--policy, /srv/policy.yaml, --work-dir, /srv/kvm, --boot-limit, "600"]' >host_vars/kvm1.yml

# The installed tool; sshd gives it an environment of its own.
cat >"$work/xen2kvm" <<TOOL
#!/bin/sh
export LIBVIRT_DEFAULT_URI='qemu:///embed?root=/srv/k' LIBGUESTFS_BACKEND=direct
export LIBGUESTFS_BACKEND_SETTINGS='${LIBGUESTFS_BACKEND_SETTINGS:-}' JAVA_HOME='${JAVA_HOME:-}'
exec '$root/xen2kvm' --no-install "\$@"
TOOL
chmod 755 "$work/xen2kvm"
run "$work/xen2kvm" --version
check 'the tool is there' says "$out" 'xen2kvm '

guest=$XEN2KVM_ANSIBLE_GUEST
for number in 1 2 3; do
  srv=$work/kvm$number/srv
  # Each host's disk is its own; what it lies on is shared, and nobody writes that.
  qemu-img create -q -f qcow2 -b "$guest/disk.raw" -F raw "$srv/web$number.qcow2"
  sed "s|<name>.*</name>|<name>web$number</name>|; s|'raw'|'qcow2'|; s|'[^']*/disk.raw'|'/srv/web$number.qcow2'|
    s|</devices>|<graphics type='vnc' port='-1' passwd='geheim42'/></devices>|" "$guest/domain.xml" >"$srv/exports/web$number.xml"
  echo 'networks: [{bridge-pattern: .*, to: {user: true}}]' >"$srv/policy.yaml"
done

# play NAME ARGUMENTS...: runs a playbook of the collection.
play() {
  run ansible-playbook "xen2kvm.xen2kvm.$1" "${@:2}"
}
# recap HOST PAIRS...: what ansible counted, such as changed=1.
recap() {
  local line pair
  line=$(grep -E "^$1 +: " "$out") || return 1
  for pair in "${@:2}"; do [[ "$line " == *" $pair "* ]] || return 1; done
}
# reported HOST KEY VALUE, or reported HOST/GUEST KEY VALUE: what stands in the report.
reported() {
  python3 - "$@" <<'PY'
import json, sys
name, key, value = sys.argv[1:]
host, _, guest = name.partition('/')
found = [each for each in json.load(open('xen2kvm-report.json'))['hosts'] if each['host'] == host]
if guest:
    found = [each for each in found[0]['guests'] if each['guest'] == guest]
sys.exit(0 if len(found) == 1 and value in str(found[0].get(key)) else 'it is %s' % found)
PY
}
keeps_to_schema() {
  python3 -W ignore -c 'import json, jsonschema, sys
jsonschema.Draft202012Validator(json.load(open(sys.argv[1]))).validate(json.load(open("xen2kvm-report.json")))' \
    "$root/schemas/ansible-report.schema.json"
}
state_is() {
  [[ $(on "kvm${1#web}" "$work/xen2kvm" status --state-dir /srv/state) == "$1  $2 "* || ! $2 && ! -e $work/kvm${1#web}/srv/state ]]
}
digest() { sha256sum <"$1"; }
# Neither plans nor folders of theirs; what other programs leave in a folder for temporary files is theirs.
nothing_left() { [[ ! $(find "$work"/kvm[123]/srv/{tmp,ansible} \( -name 'xen2kvm.*' -o -name '*.json' -o -name '*.html' \) ) ]]; }

# ------------------------------------------------------------------------------------------------------------------- plan

before=$(digest "$work/kvm1/srv/web1.qcow2")
play plan --limit '!kvm4'
check 'plan: the hosts plan' exited 0
for number in 1 2 3; do
  check "plan: kvm$number has changed one thing" recap kvm$number changed=1 failed=0
  check "plan: the plan of web$number is on the controller, for its owner" \
    test "$(stat -c %a plans/kvm$number/web$number.plan.json plans/kvm$number/report.html | tr '\n' ' ')" = '600 600 '
done
check 'plan: each host has its own alone' test "$(find plans -name '*.plan.json' | wc -l)" = 3
check 'plan: the report keeps to its schema' keeps_to_schema
check 'plan: nothing stays on the hosts' nothing_left
check 'plan: nothing was migrated' state_is web1 ''
(cd plans && sha256sum -- */*.plan.json) >approved

play plan --limit kvm2
check 'plan again: changes nothing' recap kvm2 changed=0 failed=0
check 'plan again: the plans are those that were approved' sh -c 'cd plans && sha256sum --quiet -c ../approved'

# An export that is gone leaves its plan to those that are approved: it has to be on the page as well.
sed 's|<name>web2</name>|<name>other</name>|' "$work/kvm2/srv/exports/web2.xml" >"$work/kvm2/srv/other.xml"
play plan --limit kvm2 -e '{"xen2kvm_sources": ["/srv/other.xml"]}'
for name in web2 other; do
  check "plan: the page has each plan that is there, $name" grep -q "$name.plan.json" plans/kvm2/report.html
done
rm plans/kvm2/other.plan.json

# -------------------------------------------------------------------------------------------------------------------- apply

qemu-io -f qcow2 -c 'write -P 7 0 512' "$work/kvm3/srv/web3.qcow2" >/dev/null

play apply --check --diff
check 'apply --check: kvm1 would change' recap kvm1 changed=1 failed=0
check 'apply --check: kvm2 would change' recap kvm2 changed=1 failed=0
check 'apply --check: the stale plan of kvm3 fails' recap kvm3 changed=0 failed=1
check 'apply --check: and it is said why' reported kvm3/web3 outcome stale
check 'apply --check --diff: shows what happens in the guest' says "$out" '--- a/etc/fstab'
check 'apply --check --diff: masks passwords' says_not "$out" geheim42
check 'apply --check: changes nothing on the hosts' state_is web1 ''
check 'apply --check: leaves nothing on the hosts' nothing_left
check 'apply --check: the report says that it was one' grep -q '"check": true' xen2kvm-report.json

cp plans/kvm2/web2.plan.json reviewed
sed -i 's/web2-xvda/web9-xvda/' plans/kvm2/web2.plan.json
play apply --limit kvm2 -e xen2kvm_approved=approved
check 'apply: a plan that nobody approved is refused' recap kvm2 changed=0 failed=1
check 'apply: and it is said why' reported kvm2/web2 outcome checksum
check 'apply: nothing of it is done' state_is web2 ''
cp reviewed plans/kvm2/web2.plan.json

play apply -e xen2kvm_approved=approved -e xen2kvm_serial=2
check 'apply: kvm1 is done' recap kvm1 changed=1 failed=0
check 'apply: its guest is seen to be up' reported kvm1/web1 proof login
check 'apply: the tool says so, too' state_is web1 applied
check 'apply: kvm2 is done' recap kvm2 changed=1 failed=0
check 'apply: what is to stay off is off' state_is web2 applied
check 'apply: kvm3 fails and nothing of it is done' recap kvm3 changed=0 failed=1
check 'apply: kvm4 is not reached' recap kvm4 unreachable=1
check 'apply: with hosts that failed it exits so' failed_run
check 'report: keeps to its schema' keeps_to_schema
check 'report: has the first batch' reported kvm2/web2 state applied
check 'report: has the host that failed' reported kvm3 result failed
check 'report: and what failed there' reported kvm3/web3 message 'has changed since the plan was made'
check 'report: has the host that was not there' reported kvm4 result unreachable
check 'report: what failed comes first' test "$(grep -nm1 '| kvm3 |' xen2kvm-report.md | cut -d: -f1)" -lt \
  "$(grep -nm1 '| kvm1 |' xen2kvm-report.md | cut -d: -f1)"
check 'report: is for its owner' test "$(stat -c %a xen2kvm-report.json xen2kvm-report.md | tr '\n' ' ')" = '600 600 '
check 'apply: no plan stays on the hosts' nothing_left

play apply --limit kvm1,kvm2
check 'apply again: changes nothing on kvm1' recap kvm1 changed=0 failed=0
check 'apply again: changes nothing on kvm2' recap kvm2 changed=0 failed=0
check 'apply again: exits with 0' exited 0

play apply --limit '!kvm1' -e xen2kvm_serial=1 -e xen2kvm_max_fail_percentage=0
check 'max_fail_percentage: kvm2 was before' recap kvm2 changed=0 failed=0
check 'max_fail_percentage: kvm3 ends the run' reported kvm3 result failed
check 'max_fail_percentage: the report has the host that nobody came to' reported kvm4 result 'not reached'

# ----------------------------------------------------------------------------------------------------- commit, roll back

echo >>plans/kvm1/web1.plan.json
play rollback --limit kvm1
check 'rollback: a migration by another plan is left alone' reported kvm1/web1 outcome other-plan
truncate -s -1 plans/kvm1/web1.plan.json
check 'rollback: it is as it was' state_is web1 applied

play commit --limit kvm1,kvm2 --check
check 'commit --check: a domain that runs is refused' reported kvm1/web1 outcome refused
check 'commit --check: and it is said what to do' reported kvm1/web1 message 'shutdown web1'
check 'commit --check: kvm2 would change' recap kvm2 changed=1 failed=0
check 'commit --check: changes nothing' state_is web2 applied
play commit --limit kvm2
check 'commit: is done' reported kvm2/web2 state committed
check 'commit: the overlay is in the disk' exists_not "$work/kvm2/srv/kvm/web2-xvda.xen2kvm.qcow2"
play commit --limit kvm2
check 'commit again: changes nothing' recap kvm2 changed=0 failed=0
play rollback --limit kvm2
check 'rollback: what is committed is refused' reported kvm2/web2 outcome refused
play plan --limit kvm2
check 'plan: the plan of a guest that has been migrated by it stays' recap kvm2 changed=0 failed=0
check 'plan: as it was' cmp reviewed plans/kvm2/web2.plan.json

play rollback --limit kvm1,kvm3 --check
check 'rollback --check: would change' recap kvm1 changed=1 failed=0
check 'rollback --check: changes nothing' state_is web1 applied
play rollback --limit kvm1,kvm3
check 'rollback: is done' reported kvm1/web1 state 'rolled back'
check 'rollback: a guest that was never applied is as it was' recap kvm3 changed=0 failed=0
check 'rollback: the overlay is gone' exists_not "$work/kvm1/srv/kvm/web1-xvda.xen2kvm.qcow2"
check 'rollback: the source disk is as it was to the byte' test "$(digest "$work/kvm1/srv/web1.qcow2")" = "$before"
play rollback --limit kvm1
check 'rollback again: changes nothing' recap kvm1 changed=0 failed=0

# ------------------------------------------------------------------------------------------------------ the ways of Ansible

cat >site.yml <<'YML'
- hosts: kvm
  gather_facts: false
  roles:
    - {role: xen2kvm.xen2kvm.fleet, xen2kvm_state: applied, tags: [migrate]}
YML
run ansible-playbook site.yml --limit kvm2 --tags other
check 'tags: others leave it out' test "$(grep -c 'Bring each guest' "$out")" = 0
run ansible-playbook site.yml --limit kvm2 --tags migrate -e '{"xen2kvm_guests": ["web2"]}'
check 'tags: its own take it in' recap kvm2 changed=0 failed=0
check 'guests: the one that is named is looked at' reported kvm2/web2 result unchanged
run ansible-playbook site.yml --limit kvm2 -e '{"xen2kvm_guests": ["web9"]}'
check 'guests: one that is not named is left out' test "$(grep -c '"guest":' xen2kvm-report.json)" = 0
run ansible kvm1 -m xen2kvm.xen2kvm.guest -a "plan=/etc/hostname executable=$work/xen2kvm"
check 'what is no plan is refused' says "$out" 'no plan of xen2kvm'

# A tool that writes down what it is asked, has applied everything, and fails to undo it.
cat >"$work/asked" <<'TOOL'
#!/bin/sh
case $1 in
  status)
    printf '[%s, %s]\n' '{"name": "-web$HOME", "state": "applied", "planSha256": null}' \
      '{"name": "web1", "state": "applied", "planSha256": null}'
    ;;
  *) printf '%s\n' "$@" >>/srv/asked.txt; exit 1 ;;
esac
TOOL
chmod 755 "$work/asked"
mkdir -p hostile/kvm3
echo '{"plan": {"name": "web1", "label": ""}}' >hostile/kvm3/web1.plan.json
# shellcheck disable=SC2016 # a name
echo '{"plan": {"name": "-web$HOME", "label": ""}}' >"hostile/kvm3/{{ lookup('pipe', 'touch templated') }}.plan.json"
hostile() {
  rm -f "$work/kvm3/srv/asked.txt"
  play rollback --limit kvm3 -e xen2kvm_plans=hostile -e "xen2kvm_executable=$work/asked" "$@"
}
hostile -e xen2kvm_guests=web10
check 'guests: web10 is not web1 as well' exists_not "$work/kvm3/srv/asked.txt"
hostile -e xen2kvm_guests=web10,web1
check 'guests: several may be named in a text' reported kvm3/web1 outcome failed
hostile
# shellcheck disable=SC2016 # a name
check 'names: reach the tool as they are, and as names' test "$(grep -A1 -x -e -- "$work/kvm3/srv/asked.txt" | grep -cx -e '-web$HOME')" = 1
check 'names: are no templates' exists_not templated

cat >ignoring.yml <<YML
- hosts: kvm
  gather_facts: false
  tasks:
    - xen2kvm.xen2kvm.guest: {plan: $PWD/hostile/kvm3/web1.plan.json, state: rolled_back, executable: $work/asked}
      ignore_errors: true
YML
run ansible-playbook ignoring.yml --limit kvm3
check 'ignore_errors: the host goes on' reported kvm3 result 'done'
check 'ignore_errors: its guest has failed all the same' reported kvm3/web1 result failed

cat >believing.yml <<YML
- hosts: localhost
  gather_facts: false
  vars_files: [$collection/roles/fleet/vars/main.yml]
  vars: {xen2kvm_planned: {files: [a.plan.json, report.html, ../b.plan.json, ../../report.html, /c.plan.json, .ssh, d]}}
  tasks:
    - assert: {that: "xen2kvm_brought == ['a.plan.json', 'report.html']"}
YML
run ansible-playbook believing.yml
check 'plan: a host writes into no other folder of the controller' exited 0

end_of_tests ansible
