package org.xen2kvm.converter.rule.cpu;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.xml.DomainPath;

/** Reads numbers of CPUs from a definition. */
final class VcpuCount {
  private static final DomainPath VCPU = DomainPath.of("/domain/vcpu");

  private static final Pattern NUMBER = Pattern.compile("0*[1-9][0-9]{0,6}");

  private VcpuCount() {}

  /** Returns the maximum number of vCPUs; 1 without {@code <vcpu>}, empty when it is no number. */
  static OptionalInt of(DomainEditor domain) {
    Element vcpu = domain.first(VCPU);
    return vcpu == null ? OptionalInt.of(1) : number(vcpu.getTextTrim());
  }

  /** Returns a number from 1 to 9999999, or empty. */
  static OptionalInt number(String text) {
    return NUMBER.matcher(text).matches() ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }
}
