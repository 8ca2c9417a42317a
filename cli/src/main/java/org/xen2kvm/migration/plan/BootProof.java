package org.xen2kvm.migration.plan;

import java.util.Locale;

/**
 * What is taken as proof that a started guest is up.
 *
 * @param kind what is looked for
 * @param argument the text on the serial console, or the number of the port; empty for the other kinds
 */
public record BootProof(Kind kind, String argument) {
  private static final int MOST_PORTS = 65535;

  /** What can be looked for. */
  public enum Kind {
    /** A prompt for a user's name on the serial console. */
    LOGIN,
    /** A text on the serial console. */
    SERIAL,
    /** The guest agent answers. */
    AGENT,
    /** The host's DHCP server has leased an address to one of its cards. */
    LEASE,
    /** Something listens on a TCP port of one of its addresses. */
    PORT
  }

  /**
   * Refuses what cannot be looked for.
   *
   * @throws IllegalArgumentException when the argument does not go with the kind
   */
  public BootProof {
    boolean good = switch (kind) {
      case LOGIN, AGENT, LEASE -> argument.isEmpty();
      case SERIAL -> !argument.isEmpty();
      case PORT -> argument.matches("[0-9]{1,5}") && Integer.parseInt(argument) > 0 && Integer.parseInt(argument) <= MOST_PORTS;
    };
    if (!good) {
      throw new IllegalArgumentException(kind == Kind.PORT ? "port needs a number from 1 to 65535: port=22"
          : kind == Kind.SERIAL ? "serial needs a text: serial=TEXT" : word(kind) + " takes no value");
    }
  }

  /**
   * Returns the proof that a text names: {@code login}, {@code serial=TEXT}, {@code agent}, {@code lease}, {@code port=N}.
   *
   * @throws IllegalArgumentException when it names none
   */
  public static BootProof named(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    for (Kind kind : Kind.values()) {
      if (word(kind).equals(name)) {
        return new BootProof(kind, equals < 0 ? "" : text.substring(equals + 1));
      }
    }
    throw new IllegalArgumentException(text + " is none of login, serial=TEXT, agent, lease, port=N");
  }

  /** Returns the text that names it. */
  @Override
  public String toString() {
    return word(kind) + (argument.isEmpty() ? "" : "=" + argument);
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
