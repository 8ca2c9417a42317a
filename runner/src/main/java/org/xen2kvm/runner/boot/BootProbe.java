package org.xen2kvm.runner.boot;

/** Something that is only there when the guest has booted. */
public sealed interface BootProbe {

  /** What is looked for, to follow "expected: ". */
  String description();

  /** True when it is looked for in what the guest writes on its serial console. */
  default boolean isSerial() {
    return false;
  }

  /**
   * A getty asks who wants to log in on the serial console: userspace is up. A line has to end in {@code login: }, or go
   * on as such lines do, with a message of the kernel's or the name of whom the getty logs in by itself.
   */
  record LoginPrompt() implements BootProbe {
    @Override
    public String description() {
      return "a login prompt on the serial console";
    }

    @Override
    public boolean isSerial() {
      return true;
    }
  }

  /**
   * The guest writes this text on its serial console.
   *
   * @param text as it is written, without terminal escapes; not empty
   */
  record SerialText(String text) implements BootProbe {
    /** Refuses the empty text, which is always there. */
    public SerialText {
      if (text.isEmpty() || text.length() > SerialTranscript.LIMIT / 2) {
        throw new IllegalArgumentException("a text of 1 to " + SerialTranscript.LIMIT / 2 + " characters");
      }
    }

    @Override
    public String description() {
      return "the text \"" + text + "\" on the serial console";
    }

    @Override
    public boolean isSerial() {
      return true;
    }
  }

  /** The agent inside the guest answers. */
  record GuestAgent() implements BootProbe {
    @Override
    public String description() {
      return "an answer of the guest agent";
    }
  }

  /**
   * A card of the guest gets an address from the host's DHCP server. A lease that is there before the guest runs is left
   * from an earlier run and proves nothing, nor does its renewal, which looks the same.
   */
  record Lease() implements BootProbe {
    @Override
    public String description() {
      return "a new DHCP lease";
    }
  }

  /**
   * One of the guest's addresses, as leases, agent or the host's neighbour table tell them, takes TCP connections.
   *
   * @param port 1 to 65535
   */
  record OpenPort(int port) implements BootProbe {
    /** Refuses what is no port. */
    public OpenPort {
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException("not a TCP port: " + port);
      }
    }

    @Override
    public String description() {
      return "TCP port " + port + " open";
    }
  }
}
