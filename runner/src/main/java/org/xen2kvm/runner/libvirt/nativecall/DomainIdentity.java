package org.xen2kvm.runner.libvirt.nativecall;

import com.sun.jna.Pointer;
import java.util.Objects;
import java.util.UUID;
import org.xen2kvm.runner.DefinedDomain;

/** Reads off a handle which domain it is. */
public final class DomainIdentity {
  private DomainIdentity() {}

  /** Name and UUID of the domain behind a handle; asks libvirt's memory, not the host. */
  public static DefinedDomain of(Libvirt libvirt, Pointer domain) {
    byte[] uuid = new byte[LibvirtLibrary.UUID_STRING_LENGTH];
    libvirt.check(libvirt.library().virDomainGetUUIDString(domain, uuid));
    String name = Objects.requireNonNull(libvirt.library().virDomainGetName(domain), "libvirt's handle has no name");
    return new DefinedDomain(name, UUID.fromString(Libvirt.text(uuid)));
  }
}
