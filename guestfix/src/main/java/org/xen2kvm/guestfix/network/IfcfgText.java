package org.xen2kvm.guestfix.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.text.ShellAssignments;

/** Reads the cards that a file ifcfg-NAME of Red Hat's or SUSE's network scripts configures or builds on. */
public final class IfcfgText {
  private static final String PREFIX = "ifcfg-";
  private static final Pattern LEFT_OVER = Pattern.compile(
      "(?i).*(?:~|[.,-](?:bak|old|orig|save|saved|rpmnew|rpmorig|rpmsave|template|disabled|yast2save|sample|backup|off|swp)"
          + "[0-9]*)");
  private static final Set<String> VIRTUAL_TYPES = Set.of(
      "bridge", "bond", "vlan", "team", "ovsbridge", "ovsbond", "ovsintport", "tunnel", "gre", "sit", "ipip", "wireless", "modem",
      "infiniband", "teambridge", "dummy");

  private IfcfgText() {}

  /** Returns the name behind {@code ifcfg-}; empty when the file is none, is for no card by name, or is something left over. */
  public static String suffix(String fileName) {
    boolean read = fileName.startsWith(PREFIX) && !LEFT_OVER.matcher(fileName).matches();
    String suffix = read ? fileName.substring(PREFIX.length()) : "";
    // SLES 9 and 10 name a file after the card's address or place: eth-id-00:16:3e:00:00:01.
    boolean byName = !suffix.startsWith("eth-id-") && !suffix.startsWith("eth-bus-");
    return suffix.equals("lo") || !byName ? "" : suffix;
  }

  /**
   * Returns the cards.
   *
   * @param suffix the name behind {@code ifcfg-}
   * @param text the file
   * @param suse whether SUSE's scripts read it: there only the file's name counts
   */
  public static List<ConfiguredInterface> cards(String suffix, String text, boolean suse) {
    Map<String, String> values = values(text);
    List<ConfiguredInterface> cards = new ArrayList<>();
    boolean virtual = VIRTUAL_TYPES.contains(values.getOrDefault("TYPE", "").toLowerCase(Locale.ROOT))
        || values.getOrDefault("BONDING_MASTER", "").equalsIgnoreCase("yes")
        || values.containsKey("BONDING_OPTS")
        || values.getOrDefault("BRIDGE", "").equalsIgnoreCase("yes");
    String device = suse ? suffix : values.getOrDefault("DEVICE", suffix);
    String card = device.split("[.:]", 2)[0];
    if (!virtual || !card.equals(device)) {
      // The address belongs to the card only where the file is the card's own.
      String mac = card.equals(device) ? MacAddress.of(values.getOrDefault("HWADDR", "")).orElse("") : "";
      add(cards, card, mac);
    }
    values.forEach((key, value) -> {
      if (key.equals("PHYSDEV") || key.equals("ETHERDEVICE") || key.equals("BRIDGE_PORTS")
          || key.startsWith("BONDING_SLAVE")) {
        for (String word : value.split("[ \t]+")) {
          add(cards, word, "");
        }
      }
    });
    return cards;
  }

  private static void add(List<ConfiguredInterface> cards, String name, String mac) {
    if (InterfaceName.isPhysical(name)) {
      cards.add(new ConfiguredInterface(name, mac));
    }
  }

  /** The last assignment counts, and nothing is evaluated. */
  private static Map<String, String> values(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    ShellAssignments.parse(text).all().forEach(assignment -> values.put(assignment.name(), assignment.value()));
    return values;
  }
}
