package org.xen2kvm.migration.failure;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.xen2kvm.migration.failure.KnownFailure.Place;

/**
 * The known failures. The first one whose sign is seen is told, so the more exact ones come first. Signs are those that
 * kernels, initramfs generators, boot loaders, QEMU and libvirt print, as collected from bug trackers, vendors' guides and
 * libvirt's FAQ. Stateless.
 */
public final class FailureCatalog {
  private static final String SEE_PLAN =
      "See in the plan which fix should have done it; a fix that was skipped, or a note on it, tells why not.";

  private static final List<KnownFailure> OF_GUESTS = List.of(
      serial("secure-boot",
          "failed to load Boot[0-9A-F]{4}.{1,300}: Access Denied|Verification failed: \\(0x|Security Violation|bad shim signature"
              + "|has invalid signature", true,
          "UEFI refuses the boot loader",
          "Secure Boot is on, and the loader or the kernel is not signed by a key that the firmware knows.",
          "Give the domain firmware without enrolled keys."),
      serial("fsck-fails", "UNEXPECTED INCONSISTENCY; RUN fsck MANUALLY", true,
          "A filesystem of the guest is damaged",
          "It was so before: the guest was not shut down in order, or ran while its disk was copied.",
          "Shut the guest down under Xen, check the filesystem there, and plan again."),
      serial("root-device-xen-name",
          "(?:ALERT!|ERROR:?|Warning:).{0,40}/dev/xvd[a-z0-9]+.{0,40}(?:does not exist|not found)"
              + "|Could not find /dev/xvd[a-z0-9]+\\.|Waiting for device /dev/xvd[a-z0-9]+ to appear:.{0,200}not found", true,
          "The initramfs waits for a disk by its Xen name",
          "root=, fstab or the initramfs's own configuration still names /dev/xvdX, which KVM does not have.",
          SEE_PLAN),
      serial("root-device-missing", "ALERT! +[^\\n]{1,200} does not exist|Gave up waiting for root"
              + "|dracut.{0,60}Could not boot|not found -- exiting to /bin/sh", true,
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
      serial("emergency-mode", "You are in emergency mode|Welcome to emergency mode|Give root password for maintenance"
              + "|Entering emergency mode|\\(or type Control-D to continue\\)", true,
          "The guest asks for a password in emergency mode",
          "Something in fstab or crypttab does not come up: a disk by its Xen name, or one that was not migrated.",
          "systemctl --failed in the guest names it; xen2kvm inspect shows the guest's filesystems."),
      serial("initramfs-shell", "\\(initramfs\\) *$|dracut:/#|initramfs emergency recovery shell launched", true,
          "The guest stops in a shell of its initramfs",
          "The root filesystem was not found or is damaged; the lines before it say which.",
          "Look at /proc/cmdline and /dev in that shell, or inspect the overlay."),
      serial("xen-only-kernel", "Error 13: Invalid or unsupported executable format|error: invalid magic number", true,
          "The kernel runs under Xen only",
          "It was built for Xen's paravirtual mode, so no boot loader on a PC can start it.",
          "Install another kernel in the guest while it runs under Xen, then plan again."),
      // That a file or a device is not found GRUB says also where it does without, and goes on.
      serial("grub-rescue", "grub rescue>|error: you need to load the kernel first|^grub> *$"
              + "|^Error (?:1[5-8]|2[1-3]): [A-Z]", true,
          "GRUB does not find its files or the kernel",
          "Its configuration or its prefix names a device that is called otherwise under KVM.",
          "Plan again with --boot-code direct: the host starts the kernel."),
      // Its first word stands there alone for a moment in each boot, so waiting is not in vain.
      serial("grub-stage1", "^GRUB _? *$|GRUB (?:Hard Disk|Read) Error", false,
          "An old GRUB stops before its menu",
          "The boot code in the MBR is stale: under pygrub nobody ever used it.",
          "Plan again with --boot-code install, or with direct."),
      // "Boot failed: not a bootable disk" is no end: the firmware goes on to the next device.
      serial("no-boot-device", "No bootable device|No bootable option or device was found", true,
          "The firmware finds nothing to boot",
          "The disk has no boot code, its format is declared wrongly, or the guest needs UEFI.",
          "Plan again with --boot-code direct. See that the format of the disk is the declared one: qemu-img info."),
      serial("uefi-shell", "Shell> *$|UEFI Interactive Shell", true,
          "UEFI stops in its shell",
          "The boot entries were in the Xen host's NVRAM, and there is no fallback loader.",
          "Copy the boot loader to EFI/BOOT/BOOTX64.EFI on the EFI system partition."),
      serial("network-name", "Cannot find device \"?eth\\d|Failed to start.{0,60}(?i:network)"
              + "|Device eth\\d+ does not seem to be present|eth\\d+: .{0,60}No such device", false,
          "A network card has another name than the guest's configuration",
          "Xen's cards had no PCI slot; the guest names those of KVM otherwise.",
          "See the fixes nic-names and nic-rules in the plan."),
      host("kvm-unusable", "failed to set MSR|Could not access KVM kernel module|failed to initialize kvm|KVM is not supported"
              + "|does not support virt type 'kvm'|domaintype='?kvm",
          "QEMU cannot use KVM on this host",
          "The processor's virtualisation is off, taken, or not passed on to this host, which is a guest itself.",
          "xen2kvm check tells more. To try without KVM: plan with --type qemu."),
      host("image-locked", "Failed to get \"?(?:write|shared \"write\"|consistent read)|Is another process using the image",
          "Another process has a disk open",
          "The guest still runs somewhere, or a tool works on its image.",
          "End it first. Two that write to one disk destroy it."),
      host("emulator-missing", "(?i)no emulator found|Cannot check QEMU binary|failed to find emulator"
              + "|QEMU binary .{1,300}(?:No such file|is not executable)",
          "The emulator is not there",
          "QEMU is not installed, or the definition names a path of another distribution.",
          "Install QEMU; leave <emulator> to the host: plan with --host or --connect."),
      host("bridge-helper", "bridge helper|failed to create tun device|Unable to open /dev/net/tun",
          "QEMU cannot make the guest's network card",
          "Without root there are no bridges and no tun devices.",
          "Use qemu:///system, or user networking."),
      host("network-inactive", "network '.{1,100}' is not active|Network not found|virtnetworkd-sock",
          "A virtual network is not there or not active",
          "libvirt's network was never started on this host, or nothing manages networks there.",
          "virsh net-start NAME; virsh net-autostart NAME. The embedded driver has no networks: map it to a bridge."),
      host("permission-denied", "(?:Could not open '|Cannot access (?:storage|backing) file '|unable to stat: )"
              + ".{1,600}Permission denied",
          "QEMU may not open a disk",
          "The image belongs to somebody else, a folder above it is closed to QEMU's user, or SELinux or AppArmor forbids it.",
          "See the folder's permissions; with SELinux: semanage fcontext -a -t virt_image_t 'FOLDER(/.*)?' and restorecon -R"
              + " FOLDER."),
      host("image-missing", "(?:Could not open '|Cannot access (?:storage|backing) file '|unable to stat: )"
              + ".{1,600}No such file",
          "A file of the domain is not there",
          "A disk, a kernel or an ISO image that the definition names was not copied to this host.",
          "Copy it, or map its path in the policy."),
      host("image-format", "Image is not in \\w+ format",
          "A disk is not in the format that the definition declares",
          "The Xen definition declared none, or a wrong one, or the image was converted since.",
          "See what it is: qemu-img info. Correct the driver's type in the definition and plan again."),
      host("kernel-unloadable", "Error loading uncompressed kernel without PVH ELF Note|invalid kernel header"
              + "|linux kernel too old",
          "QEMU cannot load the guest's kernel",
          "The kernel was built for Xen's paravirtual mode, or is none.",
          "Install another kernel in the guest while it runs under Xen, then plan again."),
      host("bridge-missing", "Cannot get interface MTU on '|Unable to add bridge|bridge .{0,60} (?:does not exist|No such device)",
          "The host has no bridge of that name",
          "The definition names the Xen host's bridge.",
          "Make the bridge, or map it in the policy (network mappings) and plan again."),
      host("display-address", "Failed to bind socket|Failed to find an available port",
          "The display cannot listen where the definition says",
          "The definition names an address of the Xen host, or a port that something else has.",
          "Let it listen on 127.0.0.1 with autoport='yes', and plan again."),
      host("machine-unsupported", "(?:does not support machine|unsupported machine) type",
          "This QEMU does not know the machine type",
          "The definition asks for a machine type of another version.",
          "Plan with --machine q35 or pc, or with --connect, which asks the host."),
      // That the "host doesn't support requested feature" is a warning that most boots have in their log.
      host("cpu-unsupported", "(?:Host|TCG) doesn't support requested features|CPU is incompatible with host CPU|Unknown CPU model"
              + "|guest CPU doesn't match specification"
              + "|unsupported configuration: CPU m",
          "This host's processor cannot be what the definition asks for",
          "The processor's model or a feature is that of another host.",
          "Plan with --cpu host-model."),
      host("firmware-missing", "(?i)unable to find any firmware|unable to find 'efi' firmware|failed to find firmware",
          "The host has no firmware of the kind",
          "UEFI firmware is a package of its own.",
          "Install it: ovmf (Debian, Ubuntu), edk2-ovmf (Fedora, RHEL), qemu-ovmf-x86_64 (openSUSE, SLES)."),
      host("memory-short", "Cannot allocate memory|cannot set up guest memory|hugetlbfs filesystem is not mounted",
          "The host has too little free memory",
          "Other domains use it, or huge pages are asked for and not reserved.",
          "Free memory, or give the domain less; reserve huge pages, or leave <hugepages> out."),
      host("device-passthrough", "host doesn't support passthrough of host PCI devices"
              + "|Device [0-9a-f:.]+ not found: could not access",
          "A device of the host cannot be given to the guest",
          "The definition names a device of the Xen host, or this host has no IOMMU switched on.",
          "Take <hostdev> out, or name this host's device; the kernel needs intel_iommu=on or amd_iommu=on."),
      host("name-taken", "already exists with uuid|domain '.{1,200}' (?:already exists|is already defined)",
          "The host has a domain of that name or UUID",
          "The guest was defined here before, perhaps by hand.",
          "Undefine the old one, or rename in the policy."),
      host("xml-invalid", "XML document failed to validate against schema",
          "libvirt's grammar refuses the definition",
          "An element or a value is not one that this libvirt knows.",
          "xen2kvm validate tells where; please report it: the converter should not make such a definition."));

  private static final List<KnownFailure> ALL =
      Stream.concat(OF_GUESTS.stream(), OtherHostFailures.ALL.stream()).toList();

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
