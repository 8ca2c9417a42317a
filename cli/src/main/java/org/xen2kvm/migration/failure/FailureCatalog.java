package org.xen2kvm.migration.failure;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xen2kvm.migration.failure.KnownFailure.Place;

/**
 * The known failures. The first one whose sign is seen is told, so the more exact ones come first. Signs are those that
 * kernels, initramfs generators, boot loaders, QEMU and libvirt print, as collected from bug trackers, vendors' guides and
 * libvirt's FAQ. Stateless.
 */
public final class FailureCatalog {
  private static final String SEE_PLAN =
      "Roll back, and see in the plan which fix should have done it; a fix that was skipped, or a note on it, tells why not.";

  private static final List<KnownFailure> ALL = List.of(
      serial("root-device-xen-name", "(?:ALERT!|ERROR:?|Warning:).{0,40}/dev/xvd[a-z0-9]+.{0,40}(?:does not exist|not found)", true,
          "The initramfs waits for a disk by its Xen name",
          "root=, fstab or the initramfs's own configuration still names /dev/xvdX, which KVM does not have.",
          SEE_PLAN),
      serial("root-device-missing", "ALERT! +[^\\n]{1,200} does not exist|Gave up waiting for root|dracut-initqueue.{0,60}timeout"
              + "|Could not find /filesystem|waiting for root file system.{0,40}\\n.{0,200}BusyBox", true,
          "The initramfs does not find the root filesystem",
          "The initramfs has no virtio drivers, or root= names something that is not there.",
          "Plan again with --initramfs rebuild, or look into the initramfs: xen2kvm inspect tells for each kernel whether it"
              + " has virtio."),
      serial("kernel-no-root", "VFS: (?:Cannot open root device|Unable to mount root fs)", true,
          "The kernel cannot mount the root filesystem",
          "The initramfs was not loaded or cannot be read, or a kernel without one has no driver for the disk.",
          "See that the boot loader's entry names the initramfs of that kernel. With --disk-bus sata a kernel without virtio"
              + " can do."),
      serial("kernel-panic", "Kernel panic - not syncing", true,
          "The guest's kernel panics",
          "The lines before it on the console say why.",
          "Read the console's text beside the journal; often it is the processor model (--cpu) or a kernel that runs under Xen"
              + " only."),
      serial("emergency-mode", "You are in emergency mode|Give root password for maintenance|Entering emergency mode"
              + "|\\(or type Control-D to continue\\)", true,
          "The guest asks for a password in emergency mode",
          "Something in fstab or crypttab does not come up: a disk by its Xen name, or one that was not migrated.",
          "systemctl --failed in the guest names it; xen2kvm inspect shows the guest's filesystems."),
      serial("initramfs-shell", "\\(initramfs\\) *$|dracut:/#", true,
          "The guest stops in a shell of its initramfs",
          "The root filesystem was not found or is damaged; the lines before it say which.",
          "Look at /proc/cmdline and /dev in that shell, or inspect the overlay."),
      serial("grub-rescue", "grub rescue>|error: no such (?:device|partition)|error: file .{1,120} not found|error: unknown filesystem",
          true,
          "GRUB does not find its files or the kernel",
          "Its configuration or its prefix names a device that is called otherwise under KVM.",
          "Plan again with --boot-code direct: the host starts the kernel."),
      serial("grub-stage1", "^GRUB _? *$|GRUB (?:Hard Disk|Read) Error", true,
          "An old GRUB stops before its menu",
          "The boot code in the MBR is stale: under pygrub nobody ever used it.",
          "Plan again with --boot-code install, or with direct."),
      serial("no-boot-device", "No bootable device|Boot failed: not a bootable disk", true,
          "The firmware finds nothing to boot",
          "The disk has no boot code, its format is declared wrongly, or the guest needs UEFI.",
          "Plan again with --boot-code direct. See that the format of the disk is the declared one: qemu-img info."),
      serial("uefi-shell", "Shell> *$|UEFI Interactive Shell", true,
          "UEFI stops in its shell",
          "The boot entries were in the Xen host's NVRAM, and there is no fallback loader.",
          "Copy the boot loader to EFI/BOOT/BOOTX64.EFI on the EFI system partition."),
      serial("secure-boot", "Access Denied|Security Violation|bad shim signature|Verification failed", true,
          "UEFI refuses the boot loader",
          "Secure Boot is on, and the loader or the kernel is not signed by a key that the firmware knows.",
          "Give the domain firmware without enrolled keys."),
      serial("xen-only-kernel", "(?i)xen.{0,40}not running on xen|no hypervisor found|Kernel is only usable under xen", true,
          "The kernel runs under Xen only",
          "It was built for Xen's paravirtual mode.",
          "Install another kernel in the guest while it runs under Xen, then plan again."),
      serial("fsck-fails", "UNEXPECTED INCONSISTENCY; RUN fsck MANUALLY", true,
          "A filesystem of the guest is damaged",
          "It was so before: the guest was not shut down in order, or ran while its disk was copied.",
          "Roll back, shut the guest down under Xen, check the filesystem there, and plan again."),
      serial("network-name", "Cannot find device \"?eth\\d|Failed to start.{0,60}(?i:network)|no such device.{0,20}eth", false,
          "A network card has another name than the guest's configuration",
          "Xen's cards had no PCI slot; the guest names those of KVM otherwise.",
          "See the fixes nic-names and nic-rules in the plan."),
      host("kvm-unusable", "failed to set MSR|Could not access KVM kernel module|failed to initialize kvm|KVM is not supported"
              + "|Emulator does not support virt type 'kvm'|domaintype='?kvm",
          "QEMU cannot use KVM on this host",
          "The processor's virtualisation is off, taken, or not passed on to this host, which is a guest itself.",
          "xen2kvm check tells more. To try without KVM: plan with --type qemu."),
      host("move-unsafe", "Unsafe migration: |Migration without shared storage is unsafe",
          "libvirt holds the move for unsafe",
          "The disks are not on storage that both hosts share, or a disk's cache mode would let one host read what the other"
              + " has not written yet.",
          "Copy the disks: move --copy-storage. On shared storage set cache='none'. Where libvirt only does not know that the"
              + " storage is shared: move --unsafe."),
      host("move-offline-storage", "offline migration cannot handle non-shared storage",
          "libvirt does not copy the disks of a domain that is off",
          "Its offline migration moves the definition alone.",
          "Start the domain and move it live with --copy-storage, or copy the disks to the same paths there first."),
      host("move-canonical-name", "hostname on destination resolved to localhost|Attempt to migrate guest to the same host",
          "The other host calls itself localhost",
          "libvirt sends the guest's memory to the name that the other host gives itself, and that leads back to this one.",
          "Set its name (hostnamectl set-hostname kvm2.example.org) with its address in DNS or /etc/hosts, and restart libvirt"
              + " there; or say where: move --data-uri tcp://ADDRESS."),
      host("move-unknown-name", "Unable to resolve address '.{1,200}'|Could not resolve hostname",
          "The name of the other host leads nowhere",
          "This host does not know the name that was given, or that the other one gives itself.",
          "Put it into DNS or /etc/hosts of the host where the domain is; or say where: move --data-uri tcp://ADDRESS."),
      host("move-ssh-key", "Host key verification failed|Permission denied \\([a-z,-]*publickey",
          "ssh does not let libvirt in",
          "libvirt's daemon connects as its own user, mostly root, and nobody is there to type a password or to accept a key.",
          "As that user on the host where the domain is: ssh-copy-id root@kvm2, then ssh root@kvm2 once to accept its key."),
      host("move-not-reached", "unable to connect to server at '.{1,200}'|ssh: connect to host"
              + "|Failed to connect (?:socket|to remote libvirt)",
          "The hosts do not reach each other",
          "Nothing listens there, or a firewall is between: ssh needs port 22, libvirt's TLS 16514, the guest's memory and"
              + " disks 49152 to 49215.",
          "See that libvirt runs there: virsh -c URI hostname, on the host where the domain is. Open the ports:"
              + " firewall-cmd --permanent --add-port=49152-49215/tcp; firewall-cmd --reload."),
      host("move-tls", "Cannot read CA certificate|authentication handshake failed|certificate .{0,200}(?:not trusted|expired)"
              + "|TLS handshake failed",
          "The hosts do not trust each other's certificates",
          "qemu://HOST/ is TLS, which needs a certificate on each host from one authority.",
          "Use qemu+ssh://, or make the certificates: https://libvirt.org/kbase/tlscerts.html."),
      host("move-no-pool", "no storage pool with matching target path",
          "The other host has no pool for the disks",
          "libvirt makes a disk that it copies only in a pool whose folder has the same path as here.",
          "virsh -c URI pool-create-as NAME dir --target FOLDER, or make images of the same sizes there by hand."),
      host("move-same-image", "Block node is read-only|block-export-add.{0,80}read-only",
          "The disk is copied onto itself",
          "The storage is shared: both hosts have the same image under the path.",
          "Leave --copy-storage out."),
      host("permission-denied", "Permission denied|Could not open '.{1,300}': Permission",
          "QEMU may not open a disk",
          "The image belongs to somebody else, a folder above it is closed to QEMU's user, or SELinux or AppArmor forbids it.",
          "See the folder's permissions; with SELinux: semanage fcontext -a -t virt_image_t 'FOLDER(/.*)?' and restorecon -R"
              + " FOLDER."),
      host("image-locked", "Failed to get \"?(?:write|shared \"write\"|consistent read)|Is another process using the image",
          "Another process has a disk open",
          "The guest still runs somewhere, or a tool works on its image.",
          "End it first. Two that write to one disk destroy it."),
      host("image-missing", "(?:Cannot access storage file|Could not open) '.{1,300}'.{0,40}No such file",
          "A file of the domain is not there",
          "A disk, a kernel or an ISO image that the definition names was not copied to this host.",
          "Copy it, or map its path in the policy."),
      host("bridge-missing", "Cannot get interface MTU on '|Unable to add bridge|bridge .{0,60} (?:does not exist|No such device)",
          "The host has no bridge of that name",
          "The definition names the Xen host's bridge.",
          "Make the bridge, or map it in the policy (network mappings) and plan again."),
      host("network-inactive", "network '.{1,100}' is not active|Network not found",
          "A virtual network is not there or not active",
          "libvirt's network was never started on this host.",
          "virsh net-start NAME; virsh net-autostart NAME."),
      host("bridge-helper", "bridge helper|failed to create tun device|Unable to open /dev/net/tun",
          "QEMU cannot make the guest's network card",
          "Without root there are no bridges and no tun devices.",
          "Use qemu:///system, or user networking."),
      host("emulator-missing", "no emulator found|Cannot check QEMU binary|failed to find emulator|QEMU binary .{1,200} No such file",
          "The emulator is not there",
          "QEMU is not installed, or the definition names a path of another distribution.",
          "Install QEMU; leave <emulator> to the host: plan with --host or --connect."),
      host("machine-unsupported", "(?:does not support machine|unsupported machine) type|Unable to find a satisfying machine",
          "This QEMU does not know the machine type",
          "The definition asks for a machine type of another version.",
          "Plan with --machine q35 or pc, or with --connect, which asks the host."),
      host("cpu-unsupported", "(?i)host doesn't support requested feature|CPU is incompatible with host CPU|guest CPU doesn't match specification|the CPU .{1,80} not found"
              + "|unsupported configuration: CPU mode",
          "This host's processor cannot be what the definition asks for",
          "The processor's model or a feature is that of another host.",
          "Plan with --cpu host-model."),
      host("firmware-missing", "(?i)unable to find any firmware|unable to find 'efi' firmware|failed to find firmware",
          "The host has no firmware of the kind",
          "UEFI firmware is a package of its own.",
          "Install it: ovmf (Debian, Ubuntu), edk2-ovmf (Fedora, RHEL), qemu-ovmf-x86_64 (openSUSE, SLES)."),
      host("memory-short", "Cannot allocate memory|cannot set up guest memory",
          "The host has too little free memory",
          "Other domains use it, or huge pages are asked for and not reserved.",
          "Free memory, or give the domain less."),
      host("name-taken", "already exists with uuid|domain '.{1,200}' (?:already exists|is already defined)",
          "The host has a domain of that name or UUID",
          "The guest was defined here before, perhaps by hand.",
          "Undefine the old one, or rename in the policy."),
      host("xml-invalid", "XML document failed to validate against schema",
          "libvirt's grammar refuses the definition",
          "An element or a value is not one that this libvirt knows.",
          "xen2kvm validate tells where; please report it: the converter should not make such a definition."));

  private FailureCatalog() {}

  /** Returns all that is known, the more exact first. */
  public static List<KnownFailure> all() {
    return ALL;
  }

  /** Returns what a guest's console shows. */
  public static Optional<KnownFailure> onConsole(String text) {
    return first(Place.SERIAL, text, false);
  }

  /** Returns what a guest's console shows, where waiting is in vain. */
  public static Optional<KnownFailure> fatalOnConsole(String text) {
    return first(Place.SERIAL, text, true);
  }

  /** Returns what the host says: the emulator's log, or libvirt's error. */
  public static Optional<KnownFailure> onHost(String text) {
    return first(Place.HOST, text, false);
  }

  private static Optional<KnownFailure> first(Place place, String text, boolean fatalOnly) {
    return ALL.stream()
        .filter(known -> known.place() == place && (known.fatal() || !fatalOnly) && known.sign().matcher(text).find())
        .findFirst();
  }

  private static KnownFailure serial(String id, String sign, boolean fatal, String title, String cause, String remedy) {
    return new KnownFailure(id, Place.SERIAL, Pattern.compile(sign, Pattern.MULTILINE), fatal, title, cause, remedy);
  }

  private static KnownFailure host(String id, String sign, String title, String cause, String remedy) {
    return new KnownFailure(id, Place.HOST, Pattern.compile(sign, Pattern.MULTILINE), true, title, cause, remedy);
  }
}
