package org.xen2kvm.converter.xl.machine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.text.Place;
import org.xen2kvm.converter.xl.text.XlSetting;
import org.xen2kvm.converter.xl.text.XlValue;
import org.xen2kvm.converter.xl.text.XlValue.Items;
import org.xen2kvm.converter.xl.text.XlValue.Scalar;

/**
 * What {@code vnuma} says, as xl reads it (Xen, tools/xl/xl_parse.c, parse_vnuma_config): besides the nodes themselves, how many CPUs
 * and how much memory the guest has at most, unless the file says that elsewhere.
 *
 * @param nodes in the order of the file; none when there are none or one of them is wrong
 * @param wrong what is wrong with it, or null
 */
record NumaNodes(List<Node> nodes, @Nullable Wrong wrong) {
  private static final long MOST_MIB = 16L * 1024 * 1024;
  private static final NumaNodes NONE = new NumaNodes(List.of(), null);

  /**
   * One node.
   *
   * @param value its list
   * @param cpus as written, without blanks
   * @param distances to each node in their order; none when it does not say them
   * @param placed whether it is laid on a node of the Xen host
   */
  record Node(XlValue value, long mebibytes, String cpus, BitSet set, List<Integer> distances, boolean placed) {}

  /** Why it is no list of nodes. */
  record Wrong(Place place, String message) {}

  NumaNodes {
    nodes = List.copyOf(nodes);
  }

  /** Reads the setting; one that is absent has no nodes. */
  static NumaNodes of(@Nullable XlSetting vnuma) {
    if (vnuma == null) {
      return NONE;
    }
    if (!(vnuma.value() instanceof Items list)) {
      return wrong(vnuma.value().place(), "'vnuma' is a list of lists");
    }
    List<Node> nodes = new ArrayList<>();
    BitSet taken = new BitSet();
    for (XlValue item : list.items()) {
      Node node = item instanceof Items parts ? node(parts) : null;
      if (node == null) {
        return wrong(item.place(), "A node of 'vnuma' needs a size in MiB and its vcpus, each from 0 to " + (Vcpus.MOST - 1));
      }
      if (taken.intersects(node.set)) {
        return wrong(item.place(), "A node of 'vnuma' has CPUs of a node before it, and each CPU is in one node only");
      }
      if (!node.distances.isEmpty() && node.distances.size() != list.items().size()) {
        return wrong(item.place(),
            "A node of 'vnuma' gives " + node.distances.size() + " distances, and there are " + list.items().size() + " nodes");
      }
      taken.or(node.set);
      nodes.add(node);
    }
    return new NumaNodes(nodes, null);
  }

  private static NumaNodes wrong(Place place, String message) {
    return new NumaNodes(List.of(), new Wrong(place, message));
  }

  boolean isEmpty() {
    return nodes.isEmpty();
  }

  /** Returns how many CPUs the nodes have together, which is how many the guest has at most. */
  long cpus() {
    long sum = 0;
    for (Node node : nodes) {
      sum += node.set.cardinality();
    }
    return sum;
  }

  /** Returns how much memory the nodes have together, in MiB, which is how much the guest has at most. */
  long mebibytes() {
    long sum = 0;
    for (Node node : nodes) {
      sum += node.mebibytes;
    }
    return sum;
  }

  private static @Nullable Node node(Items parts) {
    long size = 0;
    String cpus = "";
    BitSet set = new BitSet();
    List<Integer> distances = List.of();
    boolean placed = false;
    for (XlValue part : parts.items()) {
      String text = part instanceof Scalar scalar ? scalar.text() : "";
      int equals = text.indexOf('=');
      String value = equals < 0 ? "" : text.substring(equals + 1).strip().replace(" ", "");
      switch (equals < 0 ? "" : text.substring(0, equals).strip()) {
        case "pnode" -> placed = true;
        case "size" -> {
          Long mebibytes = Given.number(value);
          size = mebibytes == null || mebibytes > MOST_MIB ? 0 : mebibytes;
        }
        case "vcpus" -> {
          cpus = value;
          set = cpus(value);
        }
        case "vdistances" -> {
          distances = distances(value);
          if (distances.isEmpty()) {
            return null;
          }
        }
        default -> {
          return null;
        }
      }
    }
    return size <= 0 || set.isEmpty() ? null : new Node(parts, size, cpus, set, distances, placed);
  }

  /** Returns the CPUs of numbers and ranges, or none when there is anything else among them. */
  private static BitSet cpus(String text) {
    BitSet cpus = new BitSet();
    for (String part : text.split(",", -1)) {
      int dash = part.indexOf('-');
      int first = number(dash < 0 ? part : part.substring(0, dash));
      int last = dash < 0 ? first : number(part.substring(dash + 1));
      if (first < 0 || last < first || last >= Vcpus.MOST) {
        return new BitSet();
      }
      cpus.set(first, last + 1);
    }
    return cpus;
  }

  private static List<Integer> distances(String text) {
    List<Integer> distances = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      int distance = number(part);
      if (distance < 0) {
        return List.of();
      }
      distances.add(distance);
    }
    return distances;
  }

  /** Returns the decimal number that a text is, as xl's strtoul reads it here, or -1. */
  private static int number(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Integer.parseInt(text) : -1;
  }
}
