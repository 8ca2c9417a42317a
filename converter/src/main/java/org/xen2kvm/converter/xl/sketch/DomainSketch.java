package org.xen2kvm.converter.xl.sketch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.GuestKind;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.text.Place;
import org.xen2kvm.converter.xl.text.XlSetting;

/**
 * A Xen definition in the making: its elements, where in the file each comes from, which setting says what, and what a person
 * should know. Mutable; for one file and one thread.
 */
public final class DomainSketch {
  /** What a message shows of a hostile value at most. */
  private static final int SHOWN = 80;

  /** More findings of one severity than a person reads of one file; a hostile one could have half a million. */
  private static final int MOST_FINDINGS = 200;

  private final Element root = DomainEditor.element("domain", "type", "xen");
  private final IdentityHashMap<Element, Place> places = new IdentityHashMap<>();
  private final Map<String, Read> settings = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private GuestKind kind = GuestKind.PV;
  private final Map<Severity, Integer> told = new EnumMap<>(Severity.class);

  /** A setting that was read. */
  record Read(String name, Place place, String written, @Nullable Element element) {}

  // ---- the guest

  public GuestKind kind() {
    return kind;
  }

  public void kind(GuestKind decided) {
    this.kind = decided;
  }

  public boolean isHvm() {
    return kind == GuestKind.HVM;
  }

  // ---- elements

  /** Returns the element of a path below the domain, such as {@code os/loader}; it is made when there is none. */
  public Element at(String path) {
    Element at = root;
    for (String name : path.split("/", -1)) {
      Element child = at.getChild(name);
      if (child == null) {
        child = new Element(name);
        at.addContent(child);
      }
      at = child;
    }
    return at;
  }

  /** Returns whether there is an element of that path below the domain. */
  public boolean has(String path) {
    Element at = root;
    for (String name : path.split("/", -1)) {
      at = at.getChild(name);
      if (at == null) {
        return false;
      }
    }
    return true;
  }

  /** Adds an element below that of a path, as coming from a place of the file, and returns it. */
  public Element add(String path, Element element, Place place) {
    at(path).addContent(element);
    placed(element, place);
    return element;
  }

  /** Adds a device, as coming from a place of the file, and returns it. */
  public Element device(Element device, Place place) {
    return add("devices", device, place);
  }

  /** Says where an element comes from; what is below it comes from there too, unless it is said to come from elsewhere. */
  public void placed(Element element, Place place) {
    if (place.isKnown()) {
      places.putIfAbsent(element, place);
    }
  }

  /** Sets the text of the element of a path, as read from a value, and returns it. */
  public Element say(String path, String text, Given given) {
    Element element = at(path).setText(text);
    placed(element, given.place());
    read(given, element);
    return element;
  }

  // ---- what was read

  /** Notes that a value was read, and which element says the same. */
  public void read(Given given, Element element) {
    settings.put(given.name(), new Read(given.name(), given.place(), given.value().written(), element));
  }

  /** Notes that a value was read; nothing has to say it unless {@link #read} says what does. */
  void noticed(Given given) {
    settings.putIfAbsent(given.name(), new Read(given.name(), given.place(), given.value().written(), null));
  }

  /** Notes that a setting was read which nothing in the XML says. */
  public void readNothing(XlSetting setting) {
    settings.putIfAbsent(setting.key(), new Read(setting.key(), setting.place(), setting.value().written(), null));
  }

  // ---- what a person should know

  /** Tells of a value that its key cannot have and that counts as not given. */
  public void warnOfValue(Place place, String message, String advice) {
    tell(ReadingRule.VALUE, Severity.WARNING, place, message, advice);
  }

  /** Refuses the configuration for a value without which the guest would be another one. */
  public void refuseValue(Place place, String message, String advice) {
    tell(ReadingRule.VALUE, Severity.ERROR, place, message, advice);
  }

  public void tell(ReadingRule rule, Severity severity, Place place, String message, String advice) {
    tell(rule, severity, () -> place, message, advice);
  }

  /**
   * Tells of something whose place takes time to find, which is done only when there is room for the finding: of many of one severity
   * the first ones are kept, and one more says that there are others.
   */
  public void tell(ReadingRule rule, Severity severity, Supplier<Place> place, String message, String advice) {
    int before = told.merge(severity, 1, Integer::sum) - 1;
    if (before < MOST_FINDINGS) {
      add(rule, severity, place.get(), message, advice);
    } else if (before == MOST_FINDINGS) {
      String kind = severity.name().toLowerCase(Locale.ROOT) + "s";
      add(ReadingRule.VALUE, severity, place.get(),
          "There is more to say than " + MOST_FINDINGS + " " + kind + "; from here on it is left out",
          "Correct what is told first, and convert again.");
    }
  }

  private void add(ReadingRule rule, Severity severity, Place place, String message, String advice) {
    findings.add(new Finding(rule.descriptor().id(), severity, "", place.line(), place.column(), message, advice));
  }

  /** Returns a text as a message shows it: not longer than a person reads. */
  public static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  // ---- what came of it

  Element root() {
    return root;
  }

  Place placeOf(Element element) {
    return places.getOrDefault(element, Place.NONE);
  }

  Collection<Read> settings() {
    return settings.values();
  }

  List<Finding> findings() {
    return findings;
  }
}
