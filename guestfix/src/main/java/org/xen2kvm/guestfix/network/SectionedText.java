package org.xen2kvm.guestfix.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xen2kvm.guestfix.text.TextLines;

/**
 * The settings of a file with sections: units of systemd and connections of NetworkManager. Comments and what is no setting are
 * left out; a continued line is its first line.
 *
 * @param settings in the order of the file
 */
public record SectionedText(List<Setting> settings) {
  public SectionedText {
    settings = List.copyOf(settings);
  }

  /**
   * One setting.
   *
   * @param section the section, without brackets
   * @param key its name
   * @param value its value without spaces around it
   * @param start where its line starts in the text
   * @param end where its line ends, behind the line break
   */
  public record Setting(String section, String key, String value, int start, int end) {
    /** Returns whether it is that setting; case does not matter. */
    public boolean is(String inSection, String name) {
      return section.equalsIgnoreCase(inSection) && key.equalsIgnoreCase(name);
    }
  }

  /** Returns what a text says. */
  public static SectionedText of(String text) {
    List<Setting> settings = new ArrayList<>();
    String section = "";
    int start = 0;
    for (TextLines.Line each : TextLines.of(text)) {
      int end = start + each.whole().length();
      String line = each.text().strip();
      int equals = line.indexOf('=');
      if (line.startsWith("[") && line.endsWith("]")) {
        section = line.substring(1, line.length() - 1).strip();
      } else if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
        settings.add(new Setting(
            section, line.substring(0, equals).strip(), line.substring(equals + 1).strip(), start, end));
      }
      start = end;
    }
    return new SectionedText(settings);
  }

  /** Returns the last value of a setting, which is the one that counts; empty when there is none. */
  public Optional<String> value(String section, String key) {
    return settings.stream().filter(setting -> setting.is(section, key)).map(Setting::value)
        .reduce((first, second) -> second);
  }

  /** Returns the words of all values of a setting, for those that hold lists. */
  public List<String> words(String section, String key) {
    List<String> words = new ArrayList<>();
    for (Setting setting : settings) {
      if (setting.is(section, key)) {
        for (String word : setting.value().split("[ \t,;]+")) {
          if (!word.isEmpty()) {
            words.add(word);
          }
        }
      }
    }
    return words;
  }

  /** Returns whether there is anything in that section. */
  public boolean has(String section) {
    String lower = section.toLowerCase(Locale.ROOT);
    return settings.stream().anyMatch(setting -> setting.section().toLowerCase(Locale.ROOT).equals(lower));
  }
}
