package org.xen2kvm.guestfix.network;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What Debian's /etc/network/interfaces says: the cards that it configures or builds bridges, bonds and VLANs of, and the files
 * that it includes.
 *
 * @param names the cards, in order
 * @param included the patterns of the files that it includes; one with a slash at its end stands for a directory's files
 */
public record InterfacesText(List<String> names, List<String> included) {
  private static final Set<String> LOWER_DEVICES = Set.of(
      "bridge_ports", "bridge-ports", "bond-slaves", "bond_slaves", "slaves", "vlan-raw-device", "vlan_raw_device");

  public InterfacesText {
    names = List.copyOf(names);
    included = List.copyOf(included);
  }

  /** Returns what a text says. */
  public static InterfacesText of(String text) {
    Set<String> names = new LinkedHashSet<>();
    List<String> included = new ArrayList<>();
    String stanza = "";
    // A line may be continued; what is read here does not depend on where a logical line ends, but for its first word.
    for (String line : text.replace("\\\r\n", " ").replace("\\\n", " ").split("\n")) {
      String[] words = line.strip().split("[ \t]+");
      if (words.length < 2 || words[0].startsWith("#")) {
        continue;
      }
      switch (words[0]) {
        case "iface" -> {
          stanza = words[1];
          add(names, words[1]);
        }
        case "source" -> included.add(words[1]);
        case "source-directory", "source-dir" -> included.add(words[1] + "/");
        default -> {
          if (LOWER_DEVICES.contains(words[0])) {
            // The stanza is about what is made of these, whatever its name is.
            names.remove(stanza);
            for (int i = 1; i < words.length; i++) {
              add(names, words[i]);
            }
          }
        }
      }
    }
    return new InterfacesText(List.copyOf(names), included);
  }

  /** An alias ({@code eth0:1}) and a VLAN ({@code eth0.10}) stand on the card. */
  private static void add(Set<String> names, String name) {
    String card = name.split("[.:]", 2)[0];
    if (InterfaceName.isPhysical(card)) {
      names.add(card);
    }
  }
}
