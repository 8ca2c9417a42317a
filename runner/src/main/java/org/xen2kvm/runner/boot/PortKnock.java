package org.xen2kvm.runner.boot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.regex.Pattern;

/** Tries whether somebody takes connections. */
interface PortKnock {
  /** Over the machine's network. */
  PortKnock REAL = new PortKnock() {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";

    /**
     * A guest may call its addresses what it likes; only what Java takes for a number is let through, so that no name is
     * ever looked up: a name cannot have a colon.
     */
    private static final Pattern NUMERIC =
        Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}|[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]{1,45}");

    @Override
    public boolean isOpen(String address, int port) {
      if (!NUMERIC.matcher(address).matches()) {
        return false;
      }
      try (Socket socket = new Socket()) {
        InetAddress numeric = InetAddress.getByName(address);
        if (numeric.isLoopbackAddress() || numeric.isAnyLocalAddress() || numeric.isMulticastAddress()) {
          return false; // this host, not the guest
        }
        socket.connect(new InetSocketAddress(numeric, port), Math.toIntExact(LIMIT.toMillis()));
        return true;
      } catch (IOException closed) {
        return false;
      }
    }
  };

  /** True when a TCP connection to a numeric address comes about; nothing is sent. */
  boolean isOpen(String address, int port);
}
