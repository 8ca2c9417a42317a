package org.xen2kvm.guestfix.inspect.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.LenientReader;
import org.xen2kvm.guestfix.inspect.GuestNetwork;
import org.xen2kvm.guestfix.inspect.GuestNetwork.Interface;
import org.xen2kvm.guestfix.inspect.GuestNetwork.Stack;
import org.xen2kvm.guestfix.network.ConfiguredInterface;
import org.xen2kvm.guestfix.network.IfcfgText;
import org.xen2kvm.guestfix.network.InterfaceName;
import org.xen2kvm.guestfix.network.InterfacesText;
import org.xen2kvm.guestfix.network.MacAddress;
import org.xen2kvm.guestfix.network.NetplanText;
import org.xen2kvm.guestfix.network.SectionedText;
import org.xen2kvm.guestfix.network.UdevRule;

/**
 * Reads which cards a guest configures by name, from the files of ifupdown, ifcfg scripts, NetworkManager, netplan and networkd;
 * the address of a card from there, or from a rule of udev or a .link file that gives an address that name. For one guest.
 */
public final class NetworkReader {
  /** No guest has more cards; a file made to hurt may claim any number. */
  private static final int MOST_INTERFACES = 200;

  private static final int MOST_INCLUDED_FILES = 100;
  private static final Pattern KEYFILE_LEFT_OVER = Pattern.compile("\\..*|.*(?:~|\\.bak|\\.orig|\\.rpmsave|\\.rpmnew)");
  private static final Pattern GLOB_CHARACTERS = Pattern.compile("[*?\\[\\]!]");

  private final LenientReader guest;
  private final Set<Stack> stacks = EnumSet.noneOf(Stack.class);
  private final Map<String, Interface> interfaces = new LinkedHashMap<>();

  private NetworkReader(LenientReader guest) {
    this.guest = guest;
  }

  /** Returns what the files say. */
  public static GuestNetwork read(LenientReader guest) {
    NetworkReader reader = new NetworkReader(guest);
    reader.ifupdown();
    reader.ifcfg("/etc/sysconfig/network-scripts", Stack.IFCFG);
    reader.ifcfg("/etc/sysconfig/network", Stack.WICKED);
    reader.networkManager();
    reader.netplan();
    reader.networkd();
    reader.boundElsewhere();
    return new GuestNetwork(reader.stacks, List.copyOf(reader.interfaces.values()));
  }

  private void add(Stack stack, ConfiguredInterface card, GuestPath file) {
    Interface known = interfaces.get(card.name());
    if (known == null && interfaces.size() >= MOST_INTERFACES) {
      return;
    }
    stacks.add(stack);
    if (known == null || known.mac().isEmpty()) {
      GuestPath first = known == null ? file : known.file();
      interfaces.put(card.name(), new Interface(card.name(), card.mac(), first));
    }
  }

  // ---- ifupdown

  private void ifupdown() {
    Deque<GuestPath> waiting = new ArrayDeque<>(List.of(GuestPath.of("/etc/network/interfaces")));
    Set<GuestPath> read = new HashSet<>();
    while (!waiting.isEmpty() && read.size() < MOST_INCLUDED_FILES) {
      GuestPath file = waiting.removeFirst();
      if (read.add(file)) {
        guest.configText(file).map(InterfacesText::of).ifPresent(text -> {
          text.names().forEach(name -> add(Stack.IFUPDOWN, new ConfiguredInterface(name, ""), file));
          text.included().stream().limit(MOST_INCLUDED_FILES).forEach(source -> waiting.addAll(included(file, source)));
        });
      }
    }
  }

  /** Only the last name may hold a pattern; nobody writes another one. */
  private List<GuestPath> included(GuestPath from, String source) {
    int slash = source.lastIndexOf('/');
    String above = source.substring(0, Math.max(slash, 0));
    String last = source.substring(slash + 1);
    if (source.length() > 1000 || source.indexOf('\0') >= 0 || GLOB_CHARACTERS.matcher(above).find()) {
      return List.of();
    }
    GuestPath directory;
    try {
      GuestPath base = from.parent().orElse(GuestPath.ROOT);
      directory = slash == 0 ? GuestPath.ROOT : base.resolve(above.isEmpty() ? "." : above);
    } catch (IllegalArgumentException e) {
      // It leads above the root: no file of this guest.
      return List.of();
    }
    if (last.isEmpty()) {
      return guest.configNames(directory).stream().filter(name -> name.matches("[A-Za-z0-9_-]+")).map(directory::resolve)
          .toList();
    }
    return guest.configNames(directory).stream().filter(name -> matches(last, name)).map(directory::resolve).toList();
  }

  /** A shell's pattern of stars alone; with anything else of a pattern in it, it is taken to match. */
  private static boolean matches(String pattern, String name) {
    if (!GLOB_CHARACTERS.matcher(pattern).find()) {
      return pattern.equals(name);
    }
    int star = pattern.indexOf('*');
    boolean oneStar = star >= 0 && !GLOB_CHARACTERS.matcher(pattern.replaceFirst("\\*", "")).find();
    if (!oneStar || name.startsWith(".")) {
      return !name.startsWith(".");
    }
    String tail = pattern.substring(star + 1);
    return name.length() >= pattern.length() - 1 && name.startsWith(pattern.substring(0, star)) && name.endsWith(tail);
  }

  // ---- ifcfg

  private void ifcfg(String directory, Stack stack) {
    GuestPath scripts = GuestPath.of(directory);
    for (String name : guest.configNames(scripts)) {
      String suffix = IfcfgText.suffix(name);
      if (!suffix.isEmpty()) {
        GuestPath file = scripts.resolve(name);
        guest.configText(file).ifPresent(text ->
            IfcfgText.cards(suffix, text, stack == Stack.WICKED).forEach(card -> add(stack, card, file)));
      }
    }
  }

  // ---- NetworkManager

  private void networkManager() {
    GuestPath connections = GuestPath.of("/etc/NetworkManager/system-connections");
    for (String name : guest.configNames(connections)) {
      if (!KEYFILE_LEFT_OVER.matcher(name).matches()) {
        GuestPath file = connections.resolve(name);
        guest.configText(file).map(SectionedText::of).ifPresent(text -> connection(text, file));
      }
    }
  }

  private void connection(SectionedText text, GuestPath file) {
    String type = text.value("connection", "type").orElse("");
    if (type.equals("ethernet") || type.equals("802-3-ethernet")) {
      String mac = text.value("ethernet", "mac-address").or(() -> text.value("802-3-ethernet", "mac-address"))
          .flatMap(MacAddress::of).orElse("");
      List<String> patterns = text.words("match", "interface-name");
      text.value("connection", "interface-name").filter(InterfaceName::isPhysical)
          .ifPresent(card -> add(Stack.NETWORK_MANAGER, new ConfiguredInterface(card, mac), file));
      patterns.stream().filter(InterfaceName::isPhysical)
          .forEach(card -> add(Stack.NETWORK_MANAGER, new ConfiguredInterface(card, ""), file));
      stacks.add(Stack.NETWORK_MANAGER);
    } else if (type.equals("vlan")) {
      text.value("vlan", "parent").filter(InterfaceName::isPhysical)
          .ifPresent(card -> add(Stack.NETWORK_MANAGER, new ConfiguredInterface(card, ""), file));
    }
  }

  // ---- netplan

  private void netplan() {
    GuestPath directory = GuestPath.of("/etc/netplan");
    for (String name : guest.configNames(directory)) {
      if (name.endsWith(".yaml")) {
        GuestPath file = directory.resolve(name);
        guest.configText(file).map(NetplanText::of).ifPresent(text -> text.cards().forEach(card -> {
          stacks.add(Stack.NETPLAN);
          card.named().ifPresent(named -> add(Stack.NETPLAN, named, file));
        }));
      }
    }
  }

  // ---- networkd

  private void networkd() {
    GuestPath directory = GuestPath.of("/etc/systemd/network");
    for (String name : guest.configNames(directory)) {
      if (name.endsWith(".network")) {
        GuestPath file = directory.resolve(name);
        guest.configText(file).map(SectionedText::of).filter(text -> text.has("Match")).ifPresent(text -> {
          stacks.add(Stack.NETWORKD);
          List<String> names = text.words("Match", "Name");
          String mac = names.size() == 1
              ? text.value("Match", "MACAddress").flatMap(MacAddress::of).orElse("") : "";
          names.stream().filter(InterfaceName::isPhysical)
              .forEach(card -> add(Stack.NETWORKD, new ConfiguredInterface(card, mac), file));
        });
      }
    }
  }

  // ---- udev

  /** Gives a card without an address the one that udev names so; two addresses of one name tell nothing. */
  private void boundElsewhere() {
    Map<String, Set<String>> macs = new HashMap<>();
    GuestPath rules = GuestPath.of("/etc/udev/rules.d");
    for (String name : guest.configNames(rules)) {
      if (name.endsWith(".rules") && name.contains("net")) {
        guest.configText(rules.resolve(name)).ifPresent(text -> UdevRule.in(text).forEach(rule ->
            rule.name().ifPresent(card -> rule.mac().ifPresent(mac -> note(macs, card, mac)))));
      }
    }
    GuestPath links = GuestPath.of("/etc/systemd/network");
    for (String name : guest.configNames(links)) {
      if (name.endsWith(".link")) {
        guest.configText(links.resolve(name)).map(SectionedText::of).ifPresent(text ->
            text.value("Link", "Name").ifPresent(card -> {
              text.words("Match", "MACAddress").forEach(mac -> MacAddress.of(mac).ifPresent(known -> note(macs, card, known)));
              text.words("Match", "PermanentMACAddress")
                  .forEach(mac -> MacAddress.of(mac).ifPresent(known -> note(macs, card, known)));
            }));
      }
    }
    interfaces.replaceAll((name, known) -> {
      Set<String> found = macs.getOrDefault(name, Set.of());
      return known.mac().isEmpty() && found.size() == 1
          ? new Interface(name, found.iterator().next(), known.file()) : known;
    });
  }

  private static void note(Map<String, Set<String>> macs, String name, String mac) {
    macs.computeIfAbsent(name, key -> new HashSet<>()).add(mac);
  }
}
