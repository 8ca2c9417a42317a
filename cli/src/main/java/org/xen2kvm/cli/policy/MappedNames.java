package org.xen2kvm.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.policy.NameMatch;

/** What the mappings of one section map, each found to be mapped once and its templates to be fillable. */
final class MappedNames {
  private static final Pattern GROUP = Pattern.compile("\\$(?:[0-9]|\\{)");

  private final YamlDocument document;
  private final Problems problems;
  private final List<String> keys;
  private final Map<String, Integer> seen = new HashMap<>();

  /**
   * Reads the mappings of a section.
   *
   * @param keys the keys of which a mapping names one, either as such or with {@code -pattern}
   */
  MappedNames(YamlDocument document, Problems problems, String... keys) {
    this.document = document;
    this.problems = problems;
    this.keys = List.of(keys);
  }

  /**
   * What a mapping maps.
   *
   * @param key which of the possible keys it names, without {@code -pattern}
   * @param match null when the expression is none, which is told already
   * @param exact whether it is matched exactly, so that there are no groups
   */
  record From(String key, @Nullable NameMatch match, boolean exact) {}

  /** Returns what a mapping maps; tells when the expression is none, or a mapping above maps the very same. */
  From from(JsonNode mapping, Location here) {
    for (String key : keys) {
      String patternKey = key + "-pattern";
      if (mapping.has(key)) {
        String name = mapping.path(key).asText();
        reached(here.child(key), key + " " + name, name);
        return new From(key, NameMatch.exact(name), true);
      }
      if (mapping.has(patternKey)) {
        String expression = mapping.path(patternKey).asText();
        reached(here.child(patternKey), patternKey + " " + expression, expression);
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
      problems.add(where, Shown.quoted(expression) + " is no regular expression: " + e.getDescription() + position);
      return null;
    }
  }

  /** Refuses a second mapping of the very same thing, which would never be reached. */
  private void reached(Location where, String identity, String name) {
    int line = document.line(where);
    Integer first = seen.putIfAbsent(identity, line);
    if (first != null) {
      problems.add(where, Shown.quoted(name) + " is mapped in line " + first + " already; the first match counts");
    }
  }

  /**
   * Checks a template's references to groups and returns the least length that it can have once they are filled in; 0
   * when that is not known.
   */
  int checkTemplate(Location where, String template, From from) {
    if (from.match() == null) {
      return 0;
    }
    Pattern expression = from.match().pattern();
    if (from.exact()) {
      if (GROUP.matcher(template).find()) {
        problems.add(where, Shown.quoted(template) + " refers to a group, and an exact match has none; use "
            + from.key() + "-pattern");
      } else if (isPath(where) && !template.startsWith("/")) {
        problems.add(where, Shown.quoted(template) + " is not an absolute path");
      }
      return template.length();
    }
    try {
      // An empty alternative in front matches the empty text with every group unset, by Java's own rules for templates.
      return Pattern.compile("|" + expression.pattern()).matcher("").replaceFirst(template).length();
    } catch (IndexOutOfBoundsException e) {
      int groups = expression.matcher("").groupCount();
      problems.add(where, Shown.quoted(template) + " refers to a group that " + Shown.quoted(expression.pattern())
          + " does not have; it has " + (groups == 0 ? "none" : groups));
    } catch (IllegalArgumentException e) {
      problems.add(where, Shown.quoted(template) + " cannot be filled in: " + e.getMessage());
    }
    return 0;
  }

  private static boolean isPath(Location where) {
    return where.steps().get(where.steps().size() - 1).equals("path");
  }
}
