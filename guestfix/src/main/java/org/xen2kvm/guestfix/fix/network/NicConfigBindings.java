package org.xen2kvm.guestfix.fix.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.network.InterfaceName;
import org.xen2kvm.guestfix.network.NetplanText;
import org.xen2kvm.guestfix.network.SectionedText;
import org.xen2kvm.guestfix.network.SectionedText.Setting;

/** Lets the network's configuration find its cards where it asked for Xen's driver or place. */
final class NicConfigBindings implements Fix {
  private static final FixDescriptor DESCRIPTOR = FixDescriptor.of("nic-config-bindings",
      "Lets the network's configuration find cards without asking for Xen's driver",
      """
      Some configurations choose a card by what it is under Xen: networkd and .link files by Driver=, Path=xen-vif-0 or \
      OriginalName=enX0, NetworkManager by driver= or path= in [match], netplan by match: driver:, SLES 10 by \
      ifcfg-eth-bus-vif-0. Nothing of that is true under KVM. Where the same place states the address or the name, the part \
      about Xen is taken out; else a place becomes the address of the card that was there, and Xen's driver becomes \
      virtio_net. What states an address or a name alone stays as it is: both are kept. Files of netplan are read line by \
      line; one written as JSON is left alone.

      Rules of udev are the business of nic-persistent-rules.
      """,
      "systemd.link(5)", "systemd.network(5)", "netplan(5)", "nm-settings-keyfile(5)");

  private static final GuestPath NETWORKD = GuestPath.of("/etc/systemd/network");
  private static final GuestPath NETWORK_MANAGER = GuestPath.of("/etc/NetworkManager/system-connections");
  private static final GuestPath NETPLAN = GuestPath.of("/etc/netplan");
  private static final GuestPath SUSE = GuestPath.of("/etc/sysconfig/network");
  private static final Pattern NETPLAN_DRIVER =
      Pattern.compile(
          "(?<![A-Za-z_-])([\"']?driver[\"']? *: *[\"']?)(vif|xennet|xen_netfront|xen-netfront|netfront)(?![A-Za-z0-9_-])");
  private static final String REASON = "The card is not Xen's any more";

  @Override
  public FixDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    for (String name : guest.list(NETWORKD)) {
      if (name.endsWith(".network") || name.endsWith(".link")) {
        GuestPath file = NETWORKD.resolve(name);
        guest.text(file).ifPresent(text -> replace(guest, file, new Sections(text, file, context).networkd()));
      }
    }
    for (String name : guest.list(NETWORK_MANAGER)) {
      GuestPath file = NETWORK_MANAGER.resolve(name);
      guest.text(file).ifPresent(text -> replace(guest, file, new Sections(text, file, context).networkManager()));
    }
    for (String name : guest.list(NETPLAN)) {
      if (name.endsWith(".yaml")) {
        netplan(guest, context, NETPLAN.resolve(name));
      }
    }
    for (String name : guest.list(SUSE)) {
      if (name.startsWith("ifcfg-eth-bus-vif-")) {
        suse(guest, context, name);
      }
    }
  }

  private static void replace(GuestEditor guest, GuestPath file, String after) {
    guest.edit(file, before -> after, REASON);
  }

  private static void warn(FixContext context, GuestPath file) {
    context.warn(file.value(),
        "The configuration chooses a card by what it is under Xen, and which one that is under KVM is not known",
        "Let it choose the card by its address or name.");
  }

  private static void netplan(GuestEditor guest, FixContext context, GuestPath file) {
    String text = guest.text(file).orElse("");
    StringBuilder after = new StringBuilder();
    int from = 0;
    boolean unknown = false;
    for (NetplanText.Card card : NetplanText.of(text).cards()) {
      for (NetplanText.Value value : card.values()) {
        Matcher driver = NETPLAN_DRIVER.matcher(text).region(value.line(), value.end());
        if (!value.key().equals("match.driver") || value.line() < from || !driver.find()) {
          continue;
        }
        if (!XenNic.allVirtio(context.hardware())) {
          unknown = true;
          continue;
        }
        after.append(text, from, driver.start(2)).append("virtio_net");
        from = driver.end(2);
      }
    }
    replace(guest, file, after.append(text, from, text.length()).toString());
    if (unknown) {
      warn(context, file);
    }
  }

  /** SLES 10 chooses a file by its name, and knows one by address as well. */
  private static void suse(GuestEditor guest, FixContext context, String name) {
    GuestPath file = SUSE.resolve(name);
    Optional<String> mac = XenNic.macAt(name.substring("ifcfg-eth-bus-".length()), context.hardware());
    Optional<String> text = guest.text(file);
    if (mac.isEmpty() || text.isEmpty()) {
      warn(context, file);
      return;
    }
    GuestPath byAddress = SUSE.resolve("ifcfg-eth-id-" + mac.get());
    if (!guest.exists(byAddress.value())) {
      guest.write(byAddress, text.get(), "The file is chosen by the card's address, because its place was Xen's");
      guest.remove(file, REASON);
    }
  }

  /** A file with sections, with the settings about Xen replaced. */
  private static final class Sections {
    private final String before;
    private final GuestPath file;
    private final FixContext context;
    private boolean unknown;

    Sections(String before, GuestPath file, FixContext context) {
      this.before = before;
      this.file = file;
      this.context = context;
    }

    /** What becomes of one setting's line: another value, or nothing. */
    private record Change(Setting setting, String replacement) {}

    String networkd() {
      SectionedText text = SectionedText.of(before);
      boolean bound = !text.words("Match", "MACAddress").isEmpty() || !text.words("Match", "PermanentMACAddress").isEmpty()
          || !text.words("Match", "Name").isEmpty();
      // A place that becomes an address binds the card as well as one that was stated.
      boolean found = text.settings().stream().anyMatch(setting -> mac(setting).isPresent());
      List<Change> changes = new ArrayList<>();
      for (Setting setting : text.settings()) {
        if (setting.is("Match", "Driver") && allDrivers(setting.value())) {
          driver(changes, setting, bound || found, "virtio_net");
        } else if (isPlace(setting)) {
          place(changes, setting, bound || (found && mac(setting).isEmpty()), mac(setting));
        }
      }
      return changed(changes);
    }

    private static boolean isPlace(Setting setting) {
      return (setting.is("Match", "Path") && XenNic.isPlace(setting.value()))
          || (setting.is("Match", "OriginalName") && setting.value().startsWith("enX"));
    }

    private Optional<String> mac(Setting setting) {
      if (!isPlace(setting)) {
        return Optional.empty();
      }
      OptionalInt number = InterfaceName.xenNumber(setting.value());
      return number.isPresent() ? XenNic.mac(number.getAsInt(), context.hardware())
          : XenNic.macAt(setting.value(), context.hardware());
    }

    String networkManager() {
      SectionedText text = SectionedText.of(before);
      boolean bound = text.value("connection", "interface-name").isPresent() || text.value("ethernet", "mac-address").isPresent()
          || text.value("802-3-ethernet", "mac-address").isPresent();
      List<Change> changes = new ArrayList<>();
      for (Setting setting : text.settings()) {
        if (setting.is("match", "driver") && allDrivers(setting.value())) {
          driver(changes, setting, bound, "virtio_net;");
        } else if (setting.is("match", "path") && XenNic.isPlace(setting.value())) {
          place(changes, setting, bound, Optional.empty());
        }
      }
      return changed(changes);
    }

    private static boolean allDrivers(String value) {
      List<String> words = List.of(value.split("[ \t,;]+"));
      return words.stream().allMatch(XenNic::isDriver);
    }

    private void driver(List<Change> changes, Setting setting, boolean bound, String virtio) {
      if (bound) {
        changes.add(new Change(setting, ""));
      } else if (XenNic.allVirtio(context.hardware())) {
        changes.add(new Change(setting, setting.key() + "=" + virtio));
      } else {
        unknown = true;
      }
    }

    private void place(List<Change> changes, Setting setting, boolean bound, Optional<String> mac) {
      if (bound) {
        changes.add(new Change(setting, ""));
      } else if (mac.isPresent()) {
        changes.add(new Change(setting, "MACAddress=" + mac.get()));
      } else {
        unknown = true;
      }
    }

    private String changed(List<Change> changes) {
      if (unknown) {
        warn(context, file);
      }
      StringBuilder text = new StringBuilder();
      int from = 0;
      for (Change change : changes) {
        Setting setting = change.setting();
        text.append(before, from, setting.start());
        from = setting.end();
        if (!change.replacement().isEmpty()) {
          String line = before.substring(setting.start(), setting.end());
          text.append(change.replacement()).append(line.substring(line.stripTrailing().length()));
        }
      }
      return text.append(before, from, before.length()).toString();
    }
  }
}
