package org.xen2kvm.migration.failure;

import java.util.List;
import java.util.regex.Pattern;
import org.xen2kvm.migration.failure.KnownFailure.Place;

/** The known failures of reaching another host and of moving a domain there, the more exact first. Stateless. */
final class OtherHostFailures {
  static final List<KnownFailure> ALL = List.of(
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
      host("host-unknown-name", "Unable to resolve address '.{1,200}'|Could not resolve hostname",
          "The name of the other host leads nowhere",
          "This host does not know the name that was given, or that the other one gives itself.",
          "Put it into DNS or /etc/hosts of the host where the domain is; or say where: move --data-uri tcp://ADDRESS."),
      host("host-ssh-key", "Host key verification failed|Permission denied \\([a-z,-]*publickey",
          "ssh does not let libvirt in",
          "libvirt's daemon connects as its own user, mostly root, and nobody is there to type a password or to accept a key.",
          "As that user on the host where the domain is: ssh-copy-id root@kvm2, then ssh root@kvm2 once to accept its key."),
      host("host-unreachable", "unable to connect to server at '.{1,200}'|ssh: connect to host"
              + "|Failed to connect (?:socket|to remote libvirt)|End of file while reading data",
          "libvirt does not answer at the URI",
          "Its daemon does not run, or a firewall is between: ssh needs port 22, libvirt's TLS 16514, a live move's memory and"
              + " disks 49152 to 49215.",
          "xen2kvm check URI tells what is missing. For a live move open the ports: firewall-cmd --permanent"
              + " --add-port=49152-49215/tcp; firewall-cmd --reload."),
      host("host-tls", "Cannot read CA certificate|authentication handshake failed|certificate .{0,200}(?:not trusted|expired)"
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
          "Leave --copy-storage out."));

  private OtherHostFailures() {}

  private static KnownFailure host(String id, String sign, String title, String cause, String remedy) {
    return new KnownFailure(id, Place.HOST, Pattern.compile(sign, Pattern.MULTILINE), true, title, cause, remedy);
  }
}
