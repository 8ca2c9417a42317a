package org.xen2kvm.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jdom2.Verifier;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.policy.PolicyException.Problem;
import org.xen2kvm.converter.policy.DiskMapping;
import org.xen2kvm.converter.policy.NameMatch;
import org.xen2kvm.converter.policy.NetworkMapping;
import org.xen2kvm.converter.policy.NetworkMapping.Kind;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Rename;
import org.xen2kvm.converter.policy.UserRule;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.xml.DomainPath;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleCatalog;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.rule.RuleDescriptor.Activation;
import org.xen2kvm.converter.rule.guard.SourceNotice;
import org.xen2kvm.converter.rule.guard.SyntaxGuard;
import org.xen2kvm.converter.xml.DomainTree;

/**
 * Makes a policy of a document that the schema has passed, and finds what a schema cannot: rules that do not exist or
 * cannot be switched, expressions that do not compile, templates that refer to nothing, mappings that are never
 * reached. For one use.
 */
final class PolicyAssembly {
  /** Longest name of a network interface: IFNAMSIZ (16) with the final NUL. */
  private static final int LONGEST_BRIDGE = 15;

  private static final Pattern GROUP = Pattern.compile("\\$(?:[0-9]|\\{)");

  private final YamlDocument document;
  private final JsonNode data;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, RuleDescriptor> rules = new HashMap<>();
  private final Set<String> ownIds = new HashSet<>();

  PolicyAssembly(YamlDocument document) {
    this.document = document;
    this.data = document.data();
    for (Rule rule : RuleCatalog.builtIn().all()) {
      rules.put(rule.descriptor().id().value(), rule.descriptor());
    }
    for (RuleDescriptor guard : SyntaxGuard.descriptors()) {
      rules.put(guard.id().value(), guard);
    }
    for (RuleDescriptor notice : SourceNotice.descriptors()) {
      rules.put(notice.id().value(), notice);
    }
    data.path("user-rules").forEach(rule -> ownIds.add(rule.path("id").asText()));
  }

  /** Returns the policy; call once. */
  Policy.Builder builder() throws PolicyException {
    Policy.Builder builder = Policy.builder();
    text("profile", value -> builder.profile(Policy.Profile.valueOf(constant(value))));
    text("type", value -> builder.type(Policy.DomainType.valueOf(constant(value))));
    text("uuid", value -> builder.uuid(Policy.UuidChoice.valueOf(constant(value))));
    text("machine", builder::machine);
    text("cpu-mode", builder::cpuMode);
    text("disk-bus", builder::diskBus);
    text("nic-model", builder::nicModel);
    text("guest-os", value -> builder.guestOs(Policy.GuestOs.valueOf(constant(value))));
    text("console", value -> builder.console(Policy.ConsoleChoice.valueOf(constant(value))));
    text("default-bridge", builder::defaultBridge);
    builder.bootFromDisk(data.path("boot-from-disk").asBoolean());
    builder.keepCpuPinning(data.path("keep-cpu-pinning").asBoolean());
    builder.keepGraphicsPorts(data.path("keep-graphics-ports").asBoolean());
    if (data.path("for-live-migration").asBoolean()) {
      builder.liveMigration(Policy.LiveMigration.WANTED);
    }
    builder.rename(renames());
    builder.networks(networks());
    builder.disks(disks());
    builder.userRules(userRules());
    switches(builder);
    builder.severities(severities());
    if (!problems.isEmpty()) {
      throw new PolicyException(problems);
    }
    return builder;
  }

  private void text(String key, Consumer<String> into) {
    if (data.has(key)) {
      into.accept(data.path(key).asText());
    }
  }

  private static String constant(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  private void problem(Location where, String message) {
    if (problems.size() < PolicyException.MOST) {
      problems.add(document.problem(where, message));
    }
  }

  // ---- mappings

  private List<Rename> renames() {
    JsonNode rename = data.path("rename");
    Location here = Location.of("rename");
    List<Rename> renames = new ArrayList<>();
    if (rename.isObject()) {
      rename.properties().forEach(entry -> {
        String to = entry.getValue().asText();
        From from = new From("name", NameMatch.exact(entry.getKey()), true);
        checkTemplate(here.child(entry.getKey()), to, from);
        renames.add(new Rename(NameMatch.exact(entry.getKey()), to));
      });
      return renames;
    }
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < rename.size(); i++) {
      From from = from(rename.path(i), here.child(i), List.of("name"), seen);
      String to = rename.path(i).path("to").asText();
      checkTemplate(here.child(i).child("to"), to, from);
      if (from.match() != null) {
        renames.add(new Rename(from.match(), to));
      }
    }
    return renames;
  }

  private List<NetworkMapping> networks() {
    JsonNode networks = data.path("networks");
    List<NetworkMapping> mappings = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < networks.size(); i++) {
      Location here = Location.of("networks", i);
      JsonNode to = networks.path(i).path("to");
      From from = from(networks.path(i), here, List.of("bridge", "network"), seen);
      Kind target = to.has("user") ? Kind.USER : to.has("bridge") ? Kind.BRIDGE : Kind.NETWORK;
      String key = target == Kind.BRIDGE ? "bridge" : "network";
      String name = target == Kind.USER ? "" : to.path(key).asText();
      Location nameAt = here.child("to").child(key);
      int shortest = target == Kind.USER ? 0 : checkTemplate(nameAt, name, from);
      if (target == Kind.BRIDGE && shortest > LONGEST_BRIDGE) {
        problem(nameAt, "a bridge name has at most " + LONGEST_BRIDGE + " characters, " + Shown.quoted(name) + " has "
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

  private List<DiskMapping> disks() {
    JsonNode disks = data.path("disks");
    List<DiskMapping> mappings = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < disks.size(); i++) {
      Location here = Location.of("disks", i);
      JsonNode to = disks.path(i).path("to");
      From from = from(disks.path(i), here, List.of("path"), seen);
      for (String key : List.of("path", "pool", "volume")) {
        if (to.has(key)) {
          checkTemplate(here.child("to").child(key), to.path(key).asText(), from);
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

  /**
   * What a mapping maps.
   *
   * @param key which of the possible keys it names, without {@code -pattern}
   * @param match null when the expression is none, which is told already
   * @param exact whether it is matched exactly, so that there are no groups
   */
  private record From(String key, @Nullable NameMatch match, boolean exact) {}

  private From from(JsonNode mapping, Location here, List<String> keys, Map<String, Integer> seen) {
    for (String key : keys) {
      String patternKey = key + "-pattern";
      if (mapping.has(key)) {
        String name = mapping.path(key).asText();
        reached(here.child(key), key + " " + name, name, seen);
        return new From(key, NameMatch.exact(name), true);
      }
      if (mapping.has(patternKey)) {
        String expression = mapping.path(patternKey).asText();
        reached(here.child(patternKey), patternKey + " " + expression, expression, seen);
        return new From(key, expression(here.child(patternKey), expression), false);
      }
    }
    throw new IllegalStateException("The schema lets a mapping pass that maps nothing: " + mapping);
  }

  private @Nullable NameMatch expression(Location where, String expression) {
    try {
      return NameMatch.regex(expression);
    } catch (PatternSyntaxException e) {
      String position = e.getIndex() < 0 ? "" : " near character " + (e.getIndex() + 1);
      problem(where, Shown.quoted(expression) + " is no regular expression: " + e.getDescription() + position);
      return null;
    }
  }

  /** Refuses a second mapping of the very same thing, which would never be reached. */
  private void reached(Location where, String identity, String name, Map<String, Integer> seen) {
    int line = document.line(where);
    Integer first = seen.putIfAbsent(identity, line);
    if (first != null) {
      problem(where, Shown.quoted(name) + " is mapped in line " + first + " already; the first match counts");
    }
  }

  /**
   * Checks a template's references to groups and returns the least length that it can have once they are filled in; 0
   * when that is not known.
   */
  private int checkTemplate(Location where, String template, From from) {
    if (from.match() == null) {
      return 0;
    }
    Pattern expression = from.match().pattern();
    if (from.exact()) {
      if (GROUP.matcher(template).find()) {
        problem(where, Shown.quoted(template) + " refers to a group, and an exact match has none; use "
            + from.key() + "-pattern");
      } else if (isPath(where) && !template.startsWith("/")) {
        problem(where, Shown.quoted(template) + " is not an absolute path");
      }
      return template.length();
    }
    try {
      // An empty alternative in front matches the empty text with every group unset, by Java's own rules for templates.
      return Pattern.compile("|" + expression.pattern()).matcher("").replaceFirst(template).length();
    } catch (IndexOutOfBoundsException e) {
      int groups = expression.matcher("").groupCount();
      problem(where, Shown.quoted(template) + " refers to a group that " + Shown.quoted(expression.pattern())
          + " does not have; it has " + (groups == 0 ? "none" : groups));
    } catch (IllegalArgumentException e) {
      problem(where, Shown.quoted(template) + " cannot be filled in: " + e.getMessage());
    }
    return 0;
  }

  private static boolean isPath(Location where) {
    return where.steps().get(where.steps().size() - 1).equals("path");
  }

  // ---- rules

  private void switches(Policy.Builder builder) {
    Map<String, Integer> enabled = new HashMap<>();
    Set<RuleId> enable = new HashSet<>();
    Set<RuleId> disable = new HashSet<>();
    for (Location at : items("enable")) {
      knownRule(at).ifPresent(rule -> {
        Policy alone = builder.enable(Set.of(rule.id())).build();
        if (RuleCatalog.builtIn().under(alone).stream().noneMatch(each -> each.descriptor().id().equals(rule.id()))
            && rule.activation() != Activation.ALWAYS) {
          problem(at, "the profile " + alone.profile().name().toLowerCase(Locale.ROOT) + " has no rule "
              + Shown.quoted(rule.id().value()));
        }
        enabled.put(rule.id().value(), document.line(at));
        enable.add(rule.id());
      });
    }
    for (Location at : items("disable")) {
      knownRule(at).ifPresent(rule -> {
        String id = rule.id().value();
        if (rule.activation() == Activation.ALWAYS) {
          problem(at, Shown.quoted(id) + " cannot be switched off: without it the result could be wrong or unsafe");
        } else if (enabled.containsKey(id)) {
          problem(at, Shown.quoted(id) + " is switched on in line " + enabled.get(id));
        }
        disable.add(rule.id());
      });
    }
    builder.enable(enable);
    builder.disable(disable);
  }

  private List<Location> items(String key) {
    List<Location> items = new ArrayList<>();
    for (int i = 0; i < data.path("rules").path(key).size(); i++) {
      items.add(Location.of("rules", key, i));
    }
    return items;
  }

  private Optional<RuleDescriptor> knownRule(Location where) {
    String id = document.text(where);
    RuleDescriptor rule = rules.get(id);
    if (rule == null && ownIds.contains(id)) {
      problem(where, Shown.quoted(id) + " is this policy's own rule; it runs because it is in user-rules");
    } else if (rule == null) {
      problem(where, "there is no rule " + Shown.quoted(id) + Spelling.hint(id, rules.keySet()));
    }
    return Optional.ofNullable(rule);
  }

  private Map<RuleId, Severity> severities() {
    Map<RuleId, Severity> severities = new HashMap<>();
    Set<String> known = new HashSet<>(rules.keySet());
    known.addAll(ownIds);
    data.path("severity").properties().forEach(entry -> {
      String id = entry.getKey();
      Severity severity = Severity.valueOf(constant(entry.getValue().asText()));
      RuleDescriptor rule = rules.get(id);
      if (!known.contains(id)) {
        if (problems.size() < PolicyException.MOST) {
          problems.add(document.keyProblem(
              Location.of("severity"), id, "there is no rule " + Shown.quoted(id) + Spelling.hint(id, known)));
        }
      } else if (rule != null && rule.activation() == Activation.ALWAYS && severity != Severity.ERROR) {
        problem(Location.of("severity", id), "the findings of " + Shown.quoted(id)
            + " can only be raised to error: without them the result could be wrong or unsafe");
      } else {
        severities.put(new RuleId(id), severity);
      }
    });
    return severities;
  }

  // ---- user rules

  private List<UserRule> userRules() {
    JsonNode all = data.path("user-rules");
    List<UserRule> userRules = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      Location here = Location.of("user-rules", i);
      JsonNode rule = all.path(i);
      int before = problems.size();
      String id = rule.path("id").asText();
      Integer first = lines.putIfAbsent(id, document.line(here.child("id")));
      if (first != null) {
        problem(here.child("id"), "the id " + Shown.quoted(id) + " is taken in line " + first);
      }
      String xpath = rule.path("xpath").asText();
      try {
        DomainPath.of(xpath);
      } catch (IllegalArgumentException e) {
        problem(here.child("xpath"), Shown.plain(String.valueOf(e.getMessage()), 200));
      }
      UserRule.Action action = action(rule, here);
      if (problems.size() == before) {
        userRules.add(new UserRule(new RuleId(id), xpath, action, rule.path("reason").asText()));
      }
    }
    return userRules;
  }

  private UserRule.Action action(JsonNode rule, Location here) {
    if (rule.has("set")) {
      Location set = here.child("set");
      String name = document.text(set.child("attribute"));
      String value = document.text(set.child("value"));
      refuse(set.child("attribute"), Verifier.checkAttributeName(name));
      refuse(set.child("value"), Verifier.checkCharacterData(value));
      return new UserRule.SetAttribute(name, value);
    }
    if (rule.has("text")) {
      String text = document.text(here.child("text"));
      refuse(here.child("text"), Verifier.checkCharacterData(text));
      return new UserRule.SetText(text);
    }
    if (rule.has("remove")) {
      JsonNode what = rule.path("remove");
      if (what.isBoolean() && !what.asBoolean()) {
        problem(here.child("remove"), "true or an attribute name is needed; leave the rule out to remove nothing");
      }
      return new UserRule.Remove(what.isTextual() ? Optional.of(what.asText()) : Optional.empty());
    }
    String xml = rule.path("add").asText();
    try {
      DomainTree.parseElement(xml);
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
      problem(here.child("add"), "not one well-formed XML element: " + Shown.plain(why, 200));
    }
    return new UserRule.Add(xml);
  }

  private void refuse(Location where, @Nullable String reason) {
    if (reason != null) {
      problem(where, Shown.plain(reason, 200));
    }
  }
}
