package org.xen2kvm.converter.xl.machine;

import org.jdom2.Element;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.machine.NumaNodes.Node;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;
import org.xen2kvm.converter.xl.text.XlSetting;
import org.xen2kvm.converter.xl.text.XlValue.Scalar;

/**
 * The guest's own NUMA nodes: {@code vnuma}, a list of lists such as {@code ["pnode=0", "size=2048", "vcpus=0-1",
 * "vdistances=10,20"]}. The physical node that a virtual one lies on is the Xen host's, so it is dropped and said.
 */
final class NumaCells implements Part {
  private static final long KIB_PER_MIB = 1024;
  private static final String CORRECT = "Correct it: [ \"pnode=0\", \"size=MiB\", \"vcpus=0-1\", \"vdistances=10,20\" ].";

  /** ACPI's distance of a node to itself, and the most: measured, libvirt 9.0 takes no other, and 11 to 255 between two nodes. */
  private static final int LOCAL = 10;

  private static final int FARTHEST = 255;

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    XlSetting vnuma = settings.take("vnuma");
    if (vnuma == null) {
      return;
    }
    sketch.readNothing(vnuma);
    NumaNodes nodes = NumaNodes.of(vnuma);
    if (nodes.wrong() != null) {
      sketch.refuseValue(nodes.wrong().place(), nodes.wrong().message(), CORRECT);
    }
    boolean placed = false;
    for (int i = 0; i < nodes.nodes().size(); i++) {
      Node node = nodes.nodes().get(i);
      Element cell = DomainEditor.element(
          "cell", "id", Integer.toString(i), "cpus", node.cpus(), "memory", Long.toString(node.mebibytes() * KIB_PER_MIB),
          "unit", "KiB");
      addDistances(cell, node, i, sketch);
      sketch.add("cpu/numa", cell, node.value().place());
      Scalar written = new Scalar("", false, node.value().written(), node.value().place());
      sketch.read(new Given("vnuma[" + (i + 1) + "]", node.value().place(), written), cell);
      placed |= node.placed();
    }
    if (placed) {
      sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.WARNING, vnuma.place(),
          "'vnuma' lays the guest's nodes on nodes of the Xen host (pnode), which does not come along",
          "Bind the cells to nodes of the KVM host with <numatune> if it matters where they lie.");
    }
  }

  /** Writes the distances that libvirt takes. In place of the others it has its own: the other direction's, or else 20. */
  private static void addDistances(Element cell, Node node, int own, DomainSketch sketch) {
    Element distances = new Element("distances");
    for (int i = 0; i < node.distances().size(); i++) {
      int distance = node.distances().get(i);
      if (i == own ? distance == LOCAL : distance > LOCAL && distance <= FARTHEST) {
        distances.addContent(DomainEditor.element("sibling", "id", Integer.toString(i), "value", Integer.toString(distance)));
      } else {
        sketch.warnOfValue(node.value().place(),
            "'vnuma[" + (own + 1) + "]' has the distance " + distance + " to node " + i + "; libvirt takes " + LOCAL
                + " from a node to itself and " + (LOCAL + 1) + " to " + FARTHEST + " to another, so it counts as not given",
            "Correct it if programs in the guest go by distances.");
      }
    }
    if (!distances.getChildren().isEmpty()) {
      cell.addContent(distances);
    }
  }
}
