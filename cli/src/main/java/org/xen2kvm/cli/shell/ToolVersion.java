package org.xen2kvm.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The tool's version, as Maven wrote it into the jar. Stateless. */
public final class ToolVersion {
  private static final String PROPERTIES = "/META-INF/maven/org.xen2kvm/xen2kvm-cli/pom.properties";

  private ToolVersion() {}

  /** Returns the version; {@code development} when the classes do not come from a jar. */
  public static String text() {
    try (InputStream file = ToolVersion.class.getResourceAsStream(PROPERTIES)) {
      if (file == null) {
        return "development";
      }
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("version", "development");
    } catch (IOException e) {
      return "development";
    }
  }
}
