# shellcheck shell=bash disable=SC2154 # the case's variables are set by lib/cases.sh
# The guest's Xen definition, as Xen's libvirt prints it, and what is to be expected of the guest.

write_domain() {
  local line target file format device number=0 model
  cat <<XML
<domain type='xen'>
  <name>$name</name>
  <uuid>$(uuid_of "$name" domain)</uuid>
  <memory unit='KiB'>786432</memory>
  <currentMemory unit='KiB'>786432</currentMemory>
  <vcpu placement='static'>$cpus</vcpu>
XML
  case $kind in
    pv)
      if [[ $direct_kernel ]]; then
        cat <<XML
  <os>
    <type arch='x86_64' machine='xenpv'>linux</type>
    <kernel>@FOLDER@/vmlinuz</kernel>
    <initrd>@FOLDER@/initrd.img</initrd>
    <cmdline>$direct_kernel</cmdline>
  </os>
XML
      else
        cat <<XML
  <bootloader>/usr/bin/pygrub</bootloader>
  <os>
    <type arch='x86_64' machine='xenpv'>linux</type>
  </os>
XML
      fi
      ;;
    hvm)
      cat <<XML
  <os>
    <type arch='x86_64' machine='xenfv'>hvm</type>
    <loader type='rom'>/usr/lib/xen/boot/hvmloader</loader>
    <boot dev='hd'/>
  </os>
  <features>
    <acpi/>
    <apic/>
    <pae/>
  </features>
XML
      ;;
    uefi)
      cat <<XML
  <os>
    <type arch='x86_64' machine='xenfv'>hvm</type>
    <loader readonly='yes' type='pflash'>/usr/lib/xen/boot/ovmf.bin</loader>
    <boot dev='hd'/>
  </os>
  <features>
    <acpi/>
    <apic/>
    <pae/>
  </features>
XML
      ;;
  esac
  cat <<XML
  <clock offset='utc' adjustment='reset'/>
  <on_poweroff>destroy</on_poweroff>
  <on_reboot>restart</on_reboot>
  <on_crash>restart</on_crash>
  <devices>
XML
  [[ $kind == pv ]] || printf "    <emulator>/usr/lib/xen/bin/qemu-system-i386</emulator>\n"
  for line in "${disks[@]}"; do
    read -r target file format <<<"$line"
    cat <<XML
    <disk type='file' device='disk'>
      <driver name='qemu' type='$format'/>
      <source file='@FOLDER@/$file'/>
      <target dev='$target' bus='$([[ $target == xvd* ]] && echo xen || echo ide)'/>
    </disk>
XML
  done
  [[ $kind != pv ]] || printf "    <controller type='xenbus' index='0'/>\n"
  for line in "${interfaces[@]}"; do
    model=${nic_models[number]:-}
    cat <<XML
    <interface type='bridge'>
      <mac address='$(mac $number)'/>
      <source bridge='xenbr0'/>
      <script path='vif-bridge'/>
XML
    [[ ! $model ]] || printf "      <model type='%s'/>\n" "$model"
    printf '    </interface>\n'
    number=$((number + 1))
  done
  if [[ $kind == pv ]]; then
    cat <<'XML'
    <console type='pty'>
      <target type='xen' port='0'/>
    </console>
    <input type='mouse' bus='xen'/>
    <input type='keyboard' bus='xen'/>
    <memballoon model='xen'/>
XML
  else
    cat <<'XML'
    <serial type='pty'>
      <target port='0'/>
    </serial>
    <console type='pty'>
      <target type='serial' port='0'/>
    </console>
    <input type='tablet' bus='usb'/>
    <input type='mouse' bus='ps2'/>
    <input type='keyboard' bus='ps2'/>
    <graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/>
    <video>
      <model type='cirrus' vram='8192' heads='1' primary='yes'/>
    </video>
    <memballoon model='xen'/>
XML
  fi
  cat <<'XML'
  </devices>
</domain>
XML
}

# One "key=value" per line; disk, interface and mount come once for each, their parts separated by blanks.
write_expect() {
  local line device method address number=0
  cat <<EXPECT
name=$name
kind=$kind
hostname=$name
login=$name login:
user=root
password=$password
init=$init
bootcode=$bootcode
kernel=$kernel
initramfs=$initramfs
root=$root_device
rootfs=$rootfs
cpus=$cpus
swap=$([[ $swap_device ]] && echo yes || echo no)
EXPECT
  for line in "${disks[@]}"; do printf 'disk=%s\n' "$line"; done
  for line in "${interfaces[@]}"; do
    read -r device method address <<<"$line"
    printf 'interface=%s %s %s%s\n' "$device" "$(mac $number)" "$method" "${address:+ $address}"
    number=$((number + 1))
  done
  for line in "${mounts[@]}"; do printf 'mount=%s\n' "$line"; done
  for line in "${facts[@]}"; do printf '%s\n' "$line"; done
}
