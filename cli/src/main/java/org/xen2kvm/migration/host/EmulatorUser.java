package org.xen2kvm.migration.host;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdom2.Element;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainSyntaxException;

/** Whom QEMU runs as on a host, as its capabilities say: the label of the security model dac. Stateless. */
final class EmulatorUser {
  private static final Pattern LABEL = Pattern.compile("\\+(\\d{1,10}):\\+\\d{1,10}");

  private EmulatorUser() {}

  /** Returns the user's number; empty for root, who may read everything, and where nothing is said. */
  static Optional<String> of(String capabilities) {
    Element host;
    try {
      host = DomainParser.parse(capabilities.stripLeading()).root().getChild("host");
    } catch (DomainSyntaxException e) {
      return Optional.empty();
    }
    if (host == null) {
      return Optional.empty();
    }
    for (Element model : host.getChildren("secmodel")) {
      if ("dac".equals(model.getChildTextTrim("model"))) {
        for (Element base : model.getChildren("baselabel")) {
          Matcher label = LABEL.matcher(base.getTextTrim());
          if (label.matches() && !label.group(1).equals("0")) {
            return Optional.of(label.group(1));
          }
        }
      }
    }
    return Optional.empty();
  }
}
