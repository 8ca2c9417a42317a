package org.xen2kvm.runner.libvirt.nativecall;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** The function of {@code libvirt-qemu.so.0} that the runner calls. The library is of the same package as libvirt's. */
public interface QemuLibrary extends Library {
  /**
   * The agent's answer, for the caller to free.
   *
   * @param command JSON
   * @param seconds how long to wait
   */
  @Nullable Pointer virDomainQemuAgentCommand(Pointer domain, String command, int seconds, int flags);
}
