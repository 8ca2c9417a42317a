package org.xen2kvm.converter.rule.migration;

import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.xml.DomainPath;

/**
 * Something whose mere presence stands against a migration.
 *
 * @param where how to find it
 * @param severity ERROR when libvirt or QEMU refuses, WARNING when something is to be seen to, NOTE when it is worth knowing
 * @param message what it means
 * @param advice what to do
 */
record Obstacle(DomainPath where, Severity severity, String message, String advice) {

  static Obstacle refuses(String xpath, String message, String advice) {
    return new Obstacle(DomainPath.of(xpath), Severity.ERROR, message, advice);
  }

  static Obstacle minds(String xpath, String message, String advice) {
    return new Obstacle(DomainPath.of(xpath), Severity.WARNING, message, advice);
  }

  static Obstacle matters(String xpath, String message) {
    return new Obstacle(DomainPath.of(xpath), Severity.NOTE, message, "");
  }

  /** Tells of all that are there. */
  static void tell(List<Obstacle> obstacles, DomainEditor domain, RuleContext context) {
    for (Obstacle obstacle : obstacles) {
      for (Element found : domain.select(obstacle.where())) {
        switch (obstacle.severity()) {
          case ERROR -> context.refuse(found, obstacle.message(), obstacle.advice());
          case WARNING -> context.warn(found, obstacle.message(), obstacle.advice());
          case NOTE -> context.note(found, obstacle.message());
        }
      }
    }
  }
}
