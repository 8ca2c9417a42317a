package org.xen2kvm.proof.guest;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.JDOMException;
import org.jdom2.input.SAXBuilder;
import org.jdom2.output.XMLOutputter;

/**
 * A guest's Xen definition with what this machine lacks replaced, and nothing else: interfaces on bridges become user networking
 * with the same address and model.
 */
final class StartableGuest {
  private StartableGuest() {}

  static String of(String definition) {
    Element domain;
    try {
      SAXBuilder builder = new SAXBuilder();
      builder.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      domain = builder.build(new StringReader(definition)).detachRootElement();
    } catch (JDOMException | IOException e) {
      throw new IllegalArgumentException("no XML: " + definition, e);
    }
    Element devices = domain.getChild("devices");
    for (Element nic : devices.getChildren("interface")) {
      nic.setAttribute("type", "user");
      List.of("source", "target", "script").forEach(nic::removeChildren);
    }
    return new XMLOutputter().outputString(new Document(domain));
  }
}
