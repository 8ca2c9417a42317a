package org.xen2kvm.converter.xl.machine;

import java.util.ArrayList;
import java.util.List;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;
import org.xen2kvm.converter.xl.text.XlSetting;
import org.xen2kvm.converter.xl.text.XlValue;
import org.xen2kvm.converter.xl.text.XlValue.Items;
import org.xen2kvm.converter.xl.text.XlValue.Scalar;

/**
 * The guest's own NUMA nodes: {@code vnuma}, a list of lists such as {@code ["pnode=0", "size=2048", "vcpus=0-1",
 * "vdistances=10,20"]}. The physical node that a virtual one lies on is the Xen host's, so it is dropped and said.
 */
final class NumaCells implements Part {
  private static final long KIB_PER_MIB = 1024;
  private static final long MOST_MIB = 16L * 1024 * 1024;
  private static final String CORRECT = "Correct it: [ \"pnode=0\", \"size=MiB\", \"vcpus=0-1\", \"vdistances=10,20\" ].";

  /** What the list of one node says. */
  private record Node(XlValue value, String size, String vcpus, List<String> distances, boolean placed) {}

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    XlSetting vnuma = settings.take("vnuma");
    if (vnuma == null) {
      return;
    }
    sketch.readNothing(vnuma);
    List<Node> nodes = nodes(vnuma, sketch);
    if (nodes == null || nodes.isEmpty()) {
      return;
    }
    boolean placed = false;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      Element cell = DomainEditor.element(
          "cell", "id", Integer.toString(i), "cpus", node.vcpus, "memory", node.size, "unit", "KiB");
      addDistances(cell, node, nodes.size());
      sketch.add("cpu/numa", cell, node.value.place());
      Scalar written = new Scalar("", false, node.value.written(), node.value.place());
      sketch.read(new Given("vnuma[" + (i + 1) + "]", node.value.place(), written), cell);
      placed |= node.placed;
    }
    if (placed) {
      sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.WARNING, vnuma.place(),
          "'vnuma' lays the guest's nodes on nodes of the Xen host (pnode), which does not come along",
          "Bind the cells to nodes of the KVM host with <numatune> if it matters where they lie.");
    }
  }

  /** Returns the nodes, or null when one of them is none, which is said. */
  private static @Nullable List<Node> nodes(XlSetting vnuma, DomainSketch sketch) {
    List<Node> nodes = new ArrayList<>();
    if (!(vnuma.value() instanceof Items list)) {
      sketch.refuseValue(vnuma.value().place(), "'vnuma' is a list of lists", CORRECT);
      return null;
    }
    for (XlValue item : list.items()) {
      Node node = item instanceof Items parts ? node(parts) : null;
      if (node == null) {
        sketch.refuseValue(item.place(), "A node of 'vnuma' needs a size in MiB and its vcpus", CORRECT);
        return null;
      }
      nodes.add(node);
    }
    for (Node node : nodes) {
      if (!node.distances.isEmpty() && node.distances.size() != nodes.size()) {
        sketch.refuseValue(node.value.place(),
            "A node of 'vnuma' gives " + node.distances.size() + " distances, and there are " + nodes.size() + " nodes", CORRECT);
        return null;
      }
    }
    return nodes;
  }

  private static @Nullable Node node(Items parts) {
    String size = "";
    String vcpus = "";
    List<String> distances = List.of();
    boolean placed = false;
    for (XlValue part : parts.items()) {
      String text = part instanceof Scalar scalar ? scalar.text() : "";
      int equals = text.indexOf('=');
      String value = equals < 0 ? "" : text.substring(equals + 1).strip().replace(" ", "");
      switch (equals < 0 ? "" : text.substring(0, equals).strip()) {
        case "pnode" -> placed = true;
        case "size" -> {
          Long mebibytes = Given.number(value);
          size = mebibytes == null || mebibytes <= 0 || mebibytes > MOST_MIB ? "" : Long.toString(mebibytes * KIB_PER_MIB);
        }
        case "vcpus" -> vcpus = isNumbers(value, "-,") ? value : "";
        case "vdistances" -> {
          if (!isNumbers(value, ",")) {
            return null;
          }
          distances = List.of(value.split(",", -1));
        }
        default -> {
          return null;
        }
      }
    }
    return size.isEmpty() || vcpus.isEmpty() ? null : new Node(parts, size, vcpus, distances, placed);
  }

  private static boolean isNumbers(String text, String signs) {
    boolean good = !text.isEmpty() && text.length() <= 1000;
    char before = ',';
    for (int i = 0; i < text.length() && good; i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      good = digit || (signs.indexOf(c) >= 0 && before >= '0' && before <= '9');
      before = c;
    }
    return good && before >= '0' && before <= '9';
  }

  private static void addDistances(Element cell, Node node, int nodes) {
    if (node.distances.isEmpty()) {
      return;
    }
    Element distances = new Element("distances");
    for (int i = 0; i < nodes; i++) {
      distances.addContent(DomainEditor.element("sibling", "id", Integer.toString(i), "value", node.distances.get(i)));
    }
    cell.addContent(distances);
  }
}
