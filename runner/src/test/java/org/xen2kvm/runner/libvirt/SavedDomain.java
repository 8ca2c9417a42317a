package org.xen2kvm.runner.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.xen2kvm.runner.libvirt.nativecall.ConnectionOptions;
import org.xen2kvm.runner.libvirt.nativecall.Libvirt;

/** Ends domains and keeps their memory, as {@code virsh managedsave} does; the runner never does that. */
final class SavedDomain {
  private SavedDomain() {}

  /** The one function that only tests call. */
  private interface Saving extends Library {
    int virDomainManagedSave(Pointer domain, int flags);
  }

  static void save(String uri, String name) {
    Libvirt libvirt = Libvirt.ready();
    Pointer connection = libvirt.connect(uri, ConnectionOptions.standard());
    Pointer domain = libvirt.check(libvirt.library().virDomainLookupByName(connection, name));
    try {
      libvirt.check(Native.load("libvirt.so.0", Saving.class).virDomainManagedSave(domain, 0));
    } finally {
      libvirt.library().virDomainFree(domain);
      libvirt.disconnect(uri, connection);
    }
  }
}
