package org.xen2kvm.converter.xl.sketch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.xl.text.XlSetting;
import org.xen2kvm.converter.xl.text.XlValue;
import org.xen2kvm.converter.xl.text.XlValue.Items;
import org.xen2kvm.converter.xl.text.XlValue.Scalar;

/**
 * What the file sets, and which of it has been read: whatever nobody asks for is told in the end. Mutable; for one thread.
 */
public final class Settings {
  private final Map<String, XlSetting> all;
  private final DomainSketch sketch;
  private final Set<String> read = new HashSet<>();
  private final Set<String> asked = new HashSet<>();
  private final Map<String, Given> ones = new HashMap<>();
  private final Map<String, List<Given>> lists = new HashMap<>();

  public Settings(Map<String, XlSetting> all, DomainSketch sketch) {
    this.all = all;
    this.sketch = sketch;
  }

  /** Returns whether the file sets a key, to whatever. */
  public boolean has(String key) {
    return all.containsKey(key);
  }

  /** Returns a setting as it stands, and counts it as read; null when there is none. */
  public @Nullable XlSetting take(String key) {
    read.add(key);
    return all.get(key);
  }

  /** Returns what nobody has asked for, in the order of the file. */
  public List<XlSetting> rest() {
    List<XlSetting> rest = new ArrayList<>();
    for (XlSetting setting : all.values()) {
      if (!read.contains(setting.key())) {
        rest.add(setting);
      }
    }
    return rest;
  }

  /**
   * Returns the single value of a key, or null when the file gives none. An empty string or list gives none, as some tools write
   * them for it. A list of one value counts as that value; of more only the first one does, which is said.
   */
  public @Nullable Given one(String key) {
    if (!asked.add(key)) {
      return ones.get(key);
    }
    XlSetting setting = take(key);
    if (setting == null) {
      return null;
    }
    List<Given> values = values(setting);
    if (values.size() > 1) {
      sketch.warnOfValue(values.get(1).place(), "'" + key + "' takes one value; those behind the first do not count",
          "Remove the others, or what was meant by them is lost.");
    }
    if (values.isEmpty() || values.get(0).trimmed().isEmpty()) {
      sketch.readNothing(setting);
      return null;
    }
    Given first = new Given(key, setting.place(), values.get(0).value());
    sketch.noticed(first);
    ones.put(key, first);
    return first;
  }

  /** Returns the values of a key: those of its list, or its only one; none when the file gives none. */
  public List<Given> many(String key) {
    List<Given> known = lists.get(key);
    if (known != null) {
      return known;
    }
    XlSetting setting = take(key);
    if (setting == null) {
      return List.of();
    }
    List<Given> values = values(setting);
    if (values.isEmpty()) {
      sketch.readNothing(setting);
    }
    values.forEach(sketch::noticed);
    lists.put(key, values);
    return values;
  }

  /** Returns the scalars of a setting; what is deeper is said and left out. */
  private List<Given> values(XlSetting setting) {
    if (setting.value() instanceof Scalar scalar) {
      return List.of(new Given(setting.key(), setting.place(), scalar));
    }
    List<Given> values = new ArrayList<>();
    if (setting.value() instanceof Items list) {
      for (int i = 0; i < list.items().size(); i++) {
        XlValue item = list.items().get(i);
        if (item instanceof Scalar scalar) {
          values.add(new Given(setting.key() + "[" + (i + 1) + "]", scalar.place(), scalar));
        } else if (item instanceof Items) {
          sketch.warnOfValue(item.place(), "'" + setting.key() + "' takes no list inside its list; this one is left out",
              "Write its values into the outer list, if they were meant.");
        } else {
          sketch.warnOfValue(item.place(),
              "'" + setting.key() + "[" + (i + 1) + "]' is a dictionary, which xl does not know; what it was to give the guest is left out",
              "Write it as a string, such as 'bridge=br0', or add it to the result.");
        }
      }
    } else {
      sketch.warnOfValue(setting.value().place(),
          "'" + setting.key() + "' is a dictionary, which xl does not know; it counts as not given", "Write it as xl.cfg(5) has it.");
    }
    return values;
  }

  /** Returns whether a key is a number other than 0, or what applies when the file does not say so. */
  public boolean flag(String key, boolean otherwise) {
    Given given = one(key);
    Boolean flag = given == null ? null : flag(given);
    return flag == null ? otherwise : flag;
  }

  /** Returns whether a value is a number other than 0; null when it is no number, which is said. */
  public @Nullable Boolean flag(Given given) {
    Boolean flag = given.flag();
    if (flag == null) {
      sketch.warnOfValue(given.value().place(),
          "'" + given.name() + "' takes 0 or 1, not '" + DomainSketch.shown(given.text())
              + "'; it counts as not given", "Write 0 or 1.");
    }
    return flag;
  }

  /** Returns the number of a value in a range; null when it is another one, which is said to count as not given. */
  public @Nullable Long number(Given given, long least, long most) {
    Long number = given.number();
    if (number == null || number < least || number > most) {
      sketch.warnOfValue(given.value().place(),
          "'" + given.name() + "' takes a number from " + least + " to " + most + ", not '" + DomainSketch.shown(given.text())
              + "'; it counts as not given",
          "Write such a number.");
      return null;
    }
    return number;
  }
}
