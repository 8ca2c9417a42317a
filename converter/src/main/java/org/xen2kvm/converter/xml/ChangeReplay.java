package org.xen2kvm.converter.xml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.Change;

/**
 * Makes recorded changes again: what a reviewer was shown, applied to the text it was shown for.
 *
 * <p>The changes may come from a file that somebody edited, so each one is checked against what is there before it is made.
 */
public final class ChangeReplay {
  private final DomainTree tree;

  /** Elements by their addresses, as far as they were looked for and are still there. */
  private final Map<String, Element> known = new HashMap<>();

  private ChangeReplay(DomainTree tree) {
    this.tree = tree;
  }

  /**
   * Returns the text that the changes make of the source.
   *
   * @throws IllegalArgumentException when the source is no XML, or a change does not fit what it finds there
   */
  public static String replay(String source, List<Change> changes) {
    DomainTree tree;
    try {
      tree = DomainParser.parse(source);
    } catch (DomainSyntaxException e) {
      throw new IllegalArgumentException("The source cannot be read: " + e.getMessage(), e);
    }
    return replay(tree, changes);
  }

  /**
   * Makes the changes in a tree that has not been edited yet, and returns its text.
   *
   * @throws IllegalArgumentException when a change does not fit what it finds
   */
  public static String replay(DomainTree tree, List<Change> changes) {
    ChangeReplay replay = new ChangeReplay(tree);
    for (Change change : changes) {
      if (change.kind() != Change.Kind.READ_SETTING) {
        replay.apply(change);
      }
    }
    return tree.print();
  }

  private void apply(Change change) {
    Element element = find(change.xpath());
    if (element == null) {
      throw new IllegalArgumentException("There is no " + change.xpath() + " to make this change to: " + change);
    }
    String after = change.after() == null ? "" : change.after();
    switch (change.kind()) {
      case SET_ATTRIBUTE, REMOVE_ATTRIBUTE -> {
        var attribute = DomainTree.attribute(element, change.name());
        expect(change, attribute == null ? null : attribute.getValue());
        tree.setAttribute(element, change.name(), change.after());
      }
      case SET_TEXT -> {
        expect(change, element.getText());
        tree.setText(element, after);
      }
      case ADD_ELEMENT -> tree.insert(element, FragmentCache.parse(after), change.position());
      case REMOVE_ELEMENT -> {
        expect(change, DomainTree.print(element));
        tree.remove(element);
        known.keySet().removeIf(address -> address.startsWith(change.xpath()));
      }
      case MOVE_ELEMENT -> tree.move(element, change.position());
      case READ_SETTING -> throw new IllegalArgumentException("Reading is no edit: " + change);
    }
  }

  /** Returns the element of an address, or null; most changes are to elements whose parent was found before. */
  private @Nullable Element find(String address) {
    Element element = known.get(address);
    if (element != null) {
      return element;
    }
    int lastStep = address.lastIndexOf('/');
    Element parent = lastStep > 0 ? find(address.substring(0, lastStep)) : null;
    element = parent == null ? tree.find(address) : ElementAddress.findChild(parent, address, lastStep);
    if (element != null) {
      known.put(address, element);
    }
    return element;
  }

  private static void expect(Change change, @Nullable String found) {
    if (!Objects.equals(found, change.before())) {
      throw new IllegalArgumentException("Found " + found + " where this change expects another value: " + change);
    }
  }
}
