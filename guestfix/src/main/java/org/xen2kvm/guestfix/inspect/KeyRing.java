package org.xen2kvm.guestfix.inspect;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The keys that the user gives for a guest's LUKS containers. Immutable; a key's bytes are fetched when a container is opened and
 * wiped after.
 *
 * @param keys the keys, in the order in which they are tried
 */
public record KeyRing(List<Key> keys) {
  public KeyRing {
    keys = List.copyOf(keys);
  }

  /**
   * A key.
   *
   * @param container what it opens: the container's UUID or its device, {@code /dev/xvda2}; empty for every container
   * @param bytes gives the passphrase or the key file's content, a new array each time
   */
  public record Key(Optional<String> container, Supplier<byte[]> bytes) {}

  /** Returns a ring without keys. */
  public static KeyRing empty() {
    return new KeyRing(List.of());
  }

  /** Returns the keys to try on a container: those for it by name first, then those for every container. */
  public List<Key> keysFor(Predicate<String> isNameOfIt) {
    List<Key> named = keys.stream().filter(key -> key.container().filter(isNameOfIt).isPresent()).toList();
    List<Key> general = keys.stream().filter(key -> key.container().isEmpty()).toList();
    return Stream.concat(named.stream(), general.stream()).toList();
  }
}
