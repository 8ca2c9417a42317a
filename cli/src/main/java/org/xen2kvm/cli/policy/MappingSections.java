package org.xen2kvm.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.cli.policy.MappedNames.From;
import org.xen2kvm.converter.policy.DiskMapping;
import org.xen2kvm.converter.policy.NameMatch;
import org.xen2kvm.converter.policy.NetworkMapping;
import org.xen2kvm.converter.policy.NetworkMapping.Kind;
import org.xen2kvm.converter.policy.Rename;

/** The keys {@code rename}, {@code networks} and {@code disks}: what is called otherwise on the new host. */
final class MappingSections {
  /** Longest name of a network interface: IFNAMSIZ (16) with the final NUL. */
  private static final int LONGEST_BRIDGE = 15;

  private final YamlDocument document;
  private final JsonNode data;
  private final Problems problems;

  MappingSections(YamlDocument document, Problems problems) {
    this.document = document;
    this.data = document.data();
    this.problems = problems;
  }

  /** Returns the new names of domains. */
  List<Rename> renames() {
    JsonNode rename = data.path("rename");
    Location here = Location.of("rename");
    MappedNames names = new MappedNames(document, problems, "name");
    List<Rename> renames = new ArrayList<>();
    if (rename.isObject()) {
      rename.properties().forEach(entry -> {
        String to = entry.getValue().asText();
        From from = new From("name", NameMatch.exact(entry.getKey()), true);
        names.checkTemplate(here.child(entry.getKey()), to, from);
        renames.add(new Rename(NameMatch.exact(entry.getKey()), to));
      });
      return renames;
    }
    for (int i = 0; i < rename.size(); i++) {
      From from = names.from(rename.path(i), here.child(i));
      String to = rename.path(i).path("to").asText();
      names.checkTemplate(here.child(i).child("to"), to, from);
      if (from.match() != null) {
        renames.add(new Rename(from.match(), to));
      }
    }
    return renames;
  }

  /** Returns where cards are plugged in. */
  List<NetworkMapping> networks() {
    JsonNode networks = data.path("networks");
    List<NetworkMapping> mappings = new ArrayList<>();
    MappedNames bridges = new MappedNames(document, problems, "bridge", "network");
    for (int i = 0; i < networks.size(); i++) {
      Location here = Location.of("networks", i);
      JsonNode to = networks.path(i).path("to");
      From from = bridges.from(networks.path(i), here);
      Kind target = to.has("user") ? Kind.USER : to.has("bridge") ? Kind.BRIDGE : Kind.NETWORK;
      String key = target == Kind.BRIDGE ? "bridge" : "network";
      String name = target == Kind.USER ? "" : to.path(key).asText();
      Location nameAt = here.child("to").child(key);
      int shortest = target == Kind.USER ? 0 : bridges.checkTemplate(nameAt, name, from);
      if (target == Kind.BRIDGE && shortest > LONGEST_BRIDGE) {
        problems.add(nameAt, "a bridge name has at most " + LONGEST_BRIDGE + " characters, " + Shown.quoted(name) + " has "
            + (shortest == name.length() ? shortest : "at least " + shortest));
      }
      if (from.match() != null) {
        mappings.add(new NetworkMapping(
            from.key().equals("bridge") ? Kind.BRIDGE : Kind.NETWORK,
            from.match(),
            target,
            name,
            optional(to, "portgroup"),
            tags(to.path("vlan")),
            to.path("openvswitch").asBoolean()));
      }
    }
    return mappings;
  }

  private static List<Integer> tags(JsonNode vlan) {
    List<Integer> tags = new ArrayList<>();
    if (vlan.isArray()) {
      vlan.forEach(tag -> tags.add(tag.asInt()));
    } else if (vlan.isNumber()) {
      tags.add(vlan.asInt());
    }
    return tags;
  }

  /** Returns where disks lie. */
  List<DiskMapping> disks() {
    JsonNode disks = data.path("disks");
    List<DiskMapping> mappings = new ArrayList<>();
    MappedNames paths = new MappedNames(document, problems, "path");
    for (int i = 0; i < disks.size(); i++) {
      Location here = Location.of("disks", i);
      JsonNode to = disks.path(i).path("to");
      From from = paths.from(disks.path(i), here);
      for (String key : List.of("path", "pool", "volume")) {
        if (to.has(key)) {
          paths.checkTemplate(here.child("to").child(key), to.path(key).asText(), from);
        }
      }
      DiskMapping.Target target = to.has("path")
          ? new DiskMapping.Path(to.path("path").asText())
          : new DiskMapping.Volume(to.path("pool").asText(), to.path("volume").asText());
      if (from.match() != null) {
        mappings.add(new DiskMapping(from.match(), target, optional(disks.path(i), "format")));
      }
    }
    return mappings;
  }

  private static Optional<String> optional(JsonNode map, String key) {
    return map.has(key) ? Optional.of(map.path(key).asText()) : Optional.empty();
  }
}
