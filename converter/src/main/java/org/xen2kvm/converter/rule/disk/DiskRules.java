package org.xen2kvm.converter.rule.disk;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class DiskRules {
  private DiskRules() {}

  /**
   * Returns the image rules. Mappings come before everything that reads a path, so that a mapped path needs no script
   * and is judged by its new place; what depends on the host is said last, about what is left.
   */
  public static List<Rule> inOrder() {
    return List.of(
        new PlainTargetName(),
        new MappedDiskSource(),
        new SourceWithoutScript(),
        new QemuDriverName(),
        new SourceTypeByPath(),
        new ExplicitImageFormat(),
        new ChainFromImage(),
        new NoDriverDomain(),
        new OptionalMedium(),
        new HostDependenciesNamed());
  }
}
