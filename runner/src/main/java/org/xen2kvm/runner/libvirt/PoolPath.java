package org.xen2kvm.runner.libvirt;

import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads off a pool's definition which folder it is. */
final class PoolPath {
  private PoolPath() {}

  /** The folder, empty for a pool that is none. */
  static Optional<String> in(String poolXml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      String path = XPathFactory.newInstance().newXPath()
          .evaluate("/pool/target/path", builder.parse(new InputSource(new StringReader(poolXml))));
      return path.startsWith("/") ? Optional.of(path) : Optional.empty();
    } catch (SAXException | IOException malformed) {
      throw new RunnerException(RunnerError.XML_SYNTAX, "the host's answer is not XML", malformed);
    } catch (ParserConfigurationException | XPathExpressionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
