package org.xen2kvm.guestfix.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.text.TextLines;

/**
 * What a netplan file says of Ethernet cards, and where: read line by line, as people and installers write it.
 *
 * <p>Read are block mappings indented by spaces, and flow mappings ({@code {…}}) that end on their line. Not read are anchors,
 * tags, keys in several lines, and files written as JSON: such a file says nothing here, and nothing of it is edited.
 *
 * @param cards the definitions below {@code ethernets:}, in order
 */
public record NetplanText(List<Card> cards) {
  private static final Pattern KEY = Pattern.compile("( *)([\"']?)([A-Za-z0-9_.*?\\[\\]-]{1,64})\\2 *:(?: +(.*))?");
  private static final Pattern IN_FLOW =
      Pattern.compile("[{,] *[\"']?(macaddress|set-name|name|driver)[\"']? *: *[\"']?([^,}\"']*)");

  public NetplanText {
    cards = List.copyOf(cards);
  }

  /**
   * One definition.
   *
   * @param id its key; the card's name where nothing is matched
   * @param values its settings as far as they are about which card it is, in order
   */
  public record Card(String id, List<Value> values) {
    public Card {
      values = List.copyOf(values);
    }

    private Optional<String> value(String key) {
      return values.stream().filter(value -> value.key().equals(key)).map(Value::text).findFirst();
    }

    /** Returns the card as a configuration by name; empty when it is matched by something else and not given a name. */
    public Optional<ConfiguredInterface> named() {
      boolean matched = values.stream().anyMatch(value -> value.key().startsWith("match"));
      Optional<String> name = value("set-name").or(() -> matched ? value("match.name") : Optional.of(id));
      String mac = value("match.macaddress").flatMap(MacAddress::of).orElse("");
      return name.filter(InterfaceName::isPhysical).map(known -> new ConfiguredInterface(known, mac));
    }
  }

  /**
   * One setting.
   *
   * @param key {@code set-name}, {@code match}, {@code match.macaddress}, {@code match.driver} or {@code match.name}
   * @param text its value without quotes; empty for a mapping
   * @param line where its line starts in the text
   * @param end where its line ends, behind the line break
   * @param flow whether it stands in a flow mapping with others
   */
  public record Value(String key, String text, int line, int end, boolean flow) {}

  /** Returns what a text says. */
  public static NetplanText of(String text) {
    return new Reading().read(text);
  }

  /** Follows the indentation. */
  private static final class Reading {
    private final List<Card> cards = new ArrayList<>();
    private int ethernets = -1;
    private int ids = -1;
    private int match = -1;
    private String id = "";
    private List<Value> values = new ArrayList<>();

    NetplanText read(String text) {
      int start = 0;
      for (TextLines.Line line : TextLines.of(text)) {
        int end = start + line.whole().length();
        Matcher key = KEY.matcher(line.text().stripTrailing());
        if (key.matches()) {
          String value = key.group(4) == null ? "" : withoutComment(key.group(4));
          line(key.group(1).length(), key.group(3), value, start, end);
        }
        start = end;
      }
      finish();
      return new NetplanText(cards);
    }

    private void line(int indent, String key, String value, int start, int end) {
      if (indent <= ethernets) {
        finish();
        ethernets = -1;
      }
      if (ethernets < 0) {
        if (key.equals("ethernets") && value.isEmpty()) {
          ethernets = indent;
          ids = -1;
        }
        return;
      }
      if (ids < 0 || indent <= ids) {
        finish();
        ids = indent;
        id = key;
        flow("", value, start, end);
        return;
      }
      setting(indent, key, value, start, end);
    }

    private void setting(int indent, String key, String value, int start, int end) {
      if (match >= 0 && indent > match) {
        if (key.equals("macaddress") || key.equals("driver") || key.equals("name")) {
          values.add(new Value("match." + key, unquoted(value), start, end, false));
        }
        return;
      }
      match = -1;
      if (key.equals("match")) {
        values.add(new Value("match", "", start, end, false));
        match = indent;
        flow("match.", value, start, end);
      } else if (key.equals("set-name")) {
        values.add(new Value("set-name", unquoted(value), start, end, false));
      }
    }

    private void flow(String prefix, String value, int start, int end) {
      if (!value.startsWith("{")) {
        return;
      }
      boolean matched = !prefix.isEmpty() || value.contains("match");
      if (matched && prefix.isEmpty()) {
        values.add(new Value("match", "", start, end, true));
      }
      Matcher inner = IN_FLOW.matcher(value);
      while (inner.find()) {
        String key = inner.group(1).equals("set-name") ? "set-name" : "match." + inner.group(1);
        values.add(new Value(key, inner.group(2).strip(), start, end, true));
      }
    }

    private void finish() {
      if (!id.isEmpty()) {
        cards.add(new Card(id, values));
      }
      id = "";
      values = new ArrayList<>();
      match = -1;
    }
  }

  private static String withoutComment(String value) {
    int comment = value.startsWith("#") ? 0 : value.indexOf(" #");
    return (comment < 0 ? value : value.substring(0, comment)).strip();
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && (value.charAt(0) == '"' || value.charAt(0) == '\'')
        && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
