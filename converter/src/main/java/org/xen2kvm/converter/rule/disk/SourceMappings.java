package org.xen2kvm.converter.rule.disk;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdom2.Element;
import org.xen2kvm.converter.policy.DiskMapping;
import org.xen2kvm.converter.policy.DiskMapping.Path;
import org.xen2kvm.converter.policy.DiskMapping.Target;
import org.xen2kvm.converter.policy.DiskMapping.Volume;
import org.xen2kvm.converter.policy.NameMatch;

/** Says where a policy's disk mappings lead. */
final class SourceMappings {
  /** A group reference or an escaped character of a replacement, as {@link Matcher#replaceFirst(String)} reads it. */
  private static final Pattern REFERENCE_OR_ESCAPE = Pattern.compile("\\$(?:\\d+|\\{\\w+\\})|\\\\(.)");

  /**
   * A new place, with all group references filled in.
   *
   * @param target where the image is
   * @param format its format there; empty leaves the definition's own
   */
  record Place(Target target, Optional<String> format) {}

  private SourceMappings() {}

  /** Returns the place that the first matching mapping gives to a path, if one matches. */
  static Optional<Place> placeOf(List<DiskMapping> mappings, Element disk, String path) {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    boolean relativeDevice = DiskSource.type(disk).equals("block") && !path.startsWith("/");
    for (DiskMapping mapping : mappings) {
      if (mapping.from().matches(path)) {
        return place(mapping, path);
      }
      if (relativeDevice && mapping.from().matches("/dev/" + path)) {
        return place(mapping, "/dev/" + path);
      }
    }
    return Optional.empty();
  }

  private static Optional<Place> place(DiskMapping mapping, String path) {
    NameMatch from = mapping.from();
    if (mapping.target() instanceof Path to) {
      return from.replace(path, to.path()).map(found -> new Place(new Path(found), mapping.format()));
    }
    Volume to = (Volume) mapping.target();
    return from.replace(path, to.pool())
        .flatMap(pool -> from.replace(path, to.volume()).map(volume -> new Volume(pool, volume)))
        .map(volume -> new Place(volume, mapping.format()));
  }

  /** Returns whether a path is one that some mapping leads to. */
  static boolean leadTo(List<DiskMapping> mappings, String path) {
    return mappings.stream().anyMatch(mapping -> leadsTo(mapping, path));
  }

  private static boolean leadsTo(DiskMapping mapping, String path) {
    if (!(mapping.target() instanceof Path to)) {
      return false;
    }
    boolean literal = (mapping.from().pattern().flags() & Pattern.LITERAL) != 0;
    return literal ? to.path().equals(path) : resultsOf(to.path()).matcher(path).matches();
  }

  /** Returns a pattern of all texts that a replacement can give: any text where it refers to a group. */
  private static Pattern resultsOf(String replacement) {
    StringBuilder results = new StringBuilder();
    Matcher matcher = REFERENCE_OR_ESCAPE.matcher(replacement);
    int literalStart = 0;
    while (matcher.find()) {
      results.append(Pattern.quote(replacement.substring(literalStart, matcher.start())));
      results.append(matcher.group(1) == null ? ".*" : Pattern.quote(matcher.group(1)));
      literalStart = matcher.end();
    }
    return Pattern.compile(results.append(Pattern.quote(replacement.substring(literalStart))).toString());
  }
}
