package org.xen2kvm.converter.rule.domain;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What libvirt's QEMU driver asks of a domain's name. */
public final class DomainName {
  /** NAME_MAX of Linux is 255 bytes, and libvirt's file NAME.xml is written as NAME.xml.new first. */
  private static final int MAX_BYTES = 255 - ".xml.new".length();

  private DomainName() {}

  /** Returns what is wrong with a name, one sentence; empty when nothing is. */
  public static Optional<String> fault(String name) {
    if (name.isBlank()) {
      return Optional.of("The domain's name is empty");
    }
    if (name.indexOf('/') >= 0) {
      return Optional.of("The domain's name '" + name + "' contains a '/', which libvirt's QEMU driver refuses");
    }
    if (name.equals(".") || name.equals("..")) {
      return Optional.of("The domain's name '" + name + "' stands for a folder of libvirt's own");
    }
    if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
      return Optional.of("The domain's name contains a line break");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Optional.of("The domain's name is longer than the " + MAX_BYTES + " bytes that fit into a file name");
    }
    return Optional.empty();
  }
}
