package org.xen2kvm.migration.failure;

/**
 * Calls of virsh on one host, for a person to paste: always with the URI, because virsh would take another host than the one that is
 * meant, and each word so that a shell takes it as it is. Nothing here runs them. Immutable.
 *
 * @param uri libvirt's URI of the host
 */
public record VirshCommand(String uri) {
  /** Returns the command line of a call, such as {@code virsh -c qemu:///system shutdown web1}. */
  public String of(String... words) {
    StringBuilder line = new StringBuilder("virsh -c ").append(ShellWord.of(uri));
    for (String word : words) {
      line.append(' ').append(ShellWord.of(word));
    }
    return line.toString();
  }
}
