package org.xen2kvm.converter.testing;

import com.thaiopensource.validate.ValidationDriver;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.xml.sax.ErrorHandlerImpl;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Validates against schemas/kvm-domain.rng, the project's own grammar of what it may put out. */
final class KvmGrammar {
  private KvmGrammar() {}

  static void assertValid(String xml) {
    StringWriter messages = new StringWriter();
    PropertyMapBuilder properties = new PropertyMapBuilder();
    properties.put(ValidateProperty.ERROR_HANDLER, new ErrorHandlerImpl(messages));
    ValidationDriver driver = new ValidationDriver(properties.toPropertyMap());
    Path grammar = Path.of(System.getProperty("xen2kvm.root", ".."), "schemas", "kvm-domain.rng");
    try {
      if (!driver.loadSchema(ValidationDriver.uriOrFileInputSource(grammar.toString()))) {
        throw new AssertionError(grammar + " is not a grammar: " + messages);
      }
      if (!driver.validate(new InputSource(new StringReader(xml)))) {
        throw new AssertionError("Not what schemas/kvm-domain.rng allows: " + messages + "\n" + xml);
      }
    } catch (SAXException | IOException e) {
      throw new AssertionError("Validation failed: " + messages, e);
    }
  }
}
