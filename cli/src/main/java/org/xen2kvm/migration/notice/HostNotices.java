package org.xen2kvm.migration.notice;

import java.util.List;
import org.xen2kvm.migration.notice.Notice.Author;

/** What the checks of a KVM host look at. docs/host-check.md tells them beside each other, with remedies. Immutable. */
final class HostNotices {
  static final List<Notice> ALL = List.of(
      host("libvirt-connection", "Whether libvirt answers",
          "Every domain is defined, started and watched through libvirt on the host. In a plan it is a warning, for planning needs"
              + " no host; applying does."),
      host("libvirt-version", "Whether libvirt is new enough",
          "1.2.12 first checks a definition against the grammar when it is defined; an older one is an error. 5.2 first chooses"
              + " UEFI firmware by itself; an older one is a warning. Of a host elsewhere only the library here is known."),
      host("qemu-version", "Whether QEMU is new enough",
          "2.10 first locks images, so that no two domains write to one disk; an older one is an error, and one below 4.0 a"
              + " warning."),
      host("kvm", "Whether KVM runs a guest",
          "QEMU starts a boot sector with KVM that says on the serial port that it runs: /dev/kvm may be there and no guest run, as"
              + " under some hypervisors. Without KVM a domain of type kvm does not start."),
      host("emulation", "Whether QEMU runs a guest without KVM",
          "Emulation is what is left where KVM does not work, and a guest that starts under it shows that QEMU and its BIOS are"
              + " whole."),
      host("emulator", "Whether libvirt knows an emulator",
          "The emulator runs the guests, and definitions name it. In a plan: the host did not say what it can do, so the definition"
              + " is made for any host."),
      host("machine-types", "Which machine types there are",
          "A converted guest is a pc or q35, and keeps its devices when QEMU is upgraded only with the version written down. With"
              + " neither it is an error, with one a warning."),
      host("firmware-uefi", "Whether there is UEFI firmware",
          "A guest that Xen started by UEFI needs it; others start by the BIOS."),
      host("cpu-model", "Whether the CPU mode host-model is usable",
          "A converted guest gets the host's processor by it unless a policy says otherwise."),
      host("networks", "Whether virtual networks are active, now and after a start of the host",
          "A domain with a card on a network that is not active does not start."),
      host("bridges", "Which bridges there are, and whether they are up",
          "A domain with a card on a bridge that is missing does not start, and on one that is down it has no network. Only the host"
              + " itself can tell."),
      host("pools", "Whether storage pools are active and have room",
          "A domain with a disk in a pool that is not active does not start, and a full pool stops guests. Less than 1 GiB is a"
              + " warning."),
      host("work-dir-space", "Whether the folders of --work-dir have room",
          "An overlay grows with what the guest writes, and a full folder stops the guest. Less than 256 MiB is an error, less than"
              + " 10 GiB a warning."),
      host("work-dir-access", "Whether QEMU's user gets through the folders above --work-dir",
          "libvirt runs QEMU as a user of its own, who has to get through every folder above an image; else the start fails:"
              + " Permission denied."),
      host("selinux", "Whether folders of images have a label for images",
          "Under SELinux QEMU may open an image only in such a folder; else the start fails: Permission denied."),
      host("apparmor", "Whether libvirt's AppArmor profiles are loaded",
          "libvirt confines each guest with a profile of its own; without those of libvirt a guest does not start or is not"
              + " confined."),
      host("firewall-vnc", "Whether the firewall lets displays be reached",
          "A guest's display listens on a port from 5900 on. Through ssh it is reached without an open port."),
      host("firewall-migration", "Whether the firewall lets a live migration in",
          "It comes in by ssh or libvirt's port, and its data by one of 49152-49215. Without them guests cannot be moved to this host"
              + " while they run."),
      host("virtio-win", "Whether the drivers for Windows are on the host",
          "A Windows guest brings no virtio drivers; until they are in it, it needs SATA disks and e1000 cards, which are slower."),
      host("hostname", "Whether the host has a name of its own",
          "A host gives its name to the other side of a migration, which would go to itself by localhost."),
      host("libguestfs", "Whether libguestfs's appliance starts on this machine",
          "plan and apply look into a guest's disks, and change them, in the appliance on the machine that xen2kvm runs on."),
      host("domain-name", "Whether the domain's name is free on the host",
          "libvirt refuses a second domain of a name, and one with the same name and UUID takes the place of the domain that is"
              + " there. A plan takes either for an error: what is there stops an apply, whoever it is."),
      host("domain-uuid", "Whether the domain's UUID is free on the host",
          "libvirt refuses a second domain of a UUID. The policy can give new ones: uuid: new."),
      host("domain-mac", "Whether the addresses of the domain's cards are free on the host",
          "Two guests with one address on one network disturb each other when both run."),
      host("domain-network", "Whether the domain's networks, bridges and interfaces are on the host",
          "A domain with a card on one that is not there does not start. A policy puts cards on others: networks."));

  private HostNotices() {}

  private static Notice host(String id, String title, String description) {
    return new Notice(id, Author.HOST, title, description);
  }
}
