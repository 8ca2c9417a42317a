package org.xen2kvm.runner.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ports count as a guest's. */
final class PortKnockTest {
  @Test
  void portThatListensIsOpen() throws IOException {
    Optional<InetAddress> own = NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .findFirst();
    if (own.isEmpty()) {
      System.out.println("SKIPPED: this machine has no address but its loopback");
      Assumptions.abort("this machine has no address but its loopback");
    }
    String address = own.orElseThrow().getHostAddress();
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, own.orElseThrow())) {
      port = server.getLocalPort();
      assertThat(PortKnock.REAL.isOpen(address, port)).isTrue();
    }
    assertThat(PortKnock.REAL.isOpen(address, port)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "localhost", "dead.beef", "", "0.0.0.0", "999.1.1.1", "fe80::1%lo", "::g"})
  void whatIsNotAGuestsAddressIsNotAsked(String address) throws IOException {
    try (ServerSocket server = new ServerSocket(0)) {
      assertThat(PortKnock.REAL.isOpen(address, server.getLocalPort())).isFalse();
    }
  }
}
