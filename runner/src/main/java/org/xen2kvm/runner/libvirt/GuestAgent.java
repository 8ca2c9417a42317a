package org.xen2kvm.runner.libvirt;

import com.sun.jna.Pointer;
import java.time.Duration;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.libvirt.nativecall.Libvirt;
import org.xen2kvm.runner.libvirt.nativecall.NativeText;

/** Asks QEMU's agent inside a guest. */
final class GuestAgent {
  private static final String PING = "{\"execute\":\"guest-ping\"}";

  /** {@code VIR_ERR_ARGUMENT_UNSUPPORTED}: "QEMU guest agent is not configured". */
  private static final int NOT_CONFIGURED = 74;

  private GuestAgent() {}

  /** The agent's answer to a ping. */
  static String ping(Libvirt libvirt, Pointer domain, Duration limit) {
    int seconds = (int) Math.min(Math.max(limit.toSeconds(), 1), Integer.MAX_VALUE);
    try {
      return NativeText.take(libvirt.check(libvirt.qemu().virDomainQemuAgentCommand(domain, PING, seconds, 0)));
    } catch (RunnerException refused) {
      throw orUnresponsive(refused);
    }
  }

  /** The same refusal; for whoever asks an agent, a domain without a channel for one is a guest without one. */
  static RunnerException orUnresponsive(RunnerException refused) {
    return refused.code() == NOT_CONFIGURED
        ? new RunnerException(RunnerError.AGENT_UNRESPONSIVE, String.valueOf(refused.getMessage()), refused)
        : refused;
  }
}
