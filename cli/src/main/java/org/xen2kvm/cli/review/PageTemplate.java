package org.xen2kvm.cli.review;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files beside this class: {@code page.html}, in which {@code {{name}}} stands for a value, and the style sheet and script
 * that go into it. Stateless.
 */
final class PageTemplate {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");

  private PageTemplate() {}

  /** Returns the text of a file of ours. */
  static String file(String name) {
    try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The file " + name + " of the review page is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the template with its places filled; values are HTML already, and are not looked through again. */
  static String filled(String template, Map<String, String> values) {
    return PLACE.matcher(template).replaceAll(place -> {
      String value = values.get(place.group(1));
      if (value == null) {
        throw new IllegalStateException("The review page has a place without a value: " + place.group(1));
      }
      return Matcher.quoteReplacement(value);
    });
  }
}
