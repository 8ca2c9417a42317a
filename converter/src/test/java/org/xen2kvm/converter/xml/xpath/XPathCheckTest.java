package org.xen2kvm.converter.xml.xpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.xml.DomainPath;

final class XPathCheckTest {
  @ParameterizedTest
  @ValueSource(strings = {
      "/domain",
      "//disk[@device='disk' and not(source)]/driver",
      "/domain/devices/*[position() = last()]",
      "//interface[starts-with(source/@bridge, 'xen')] | //interface[contains(source/@network, 'old')]",
      "(//disk)[1]",
      "(//disk)[1]/driver",
      "//xen:commandline",
      "//*[count(source | target) > 1]",
      "//*[local-name() = 'disk' and -1 < string-length(@x)]",
      "//qemu:arg/.."
  })
  void takesWhatSelectsElements(String xpath) {
    assertThat(problem(xpath)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
      //disk[ => not an XPath 1.0 expression: Unexpected ''
      //a[matches(@b, 'c')] => XPath 1.0 has no function matches()
      //a[contain(@b, 'c')] => XPath 1.0 has no function contain()
      //a[document('file:///x')] => XPath 1.0 has no function document()
      //a[xen:contains(@b, 'c')] => XPath 1.0 has no function contains()
      //a[contains(@b)] => the function contains() takes 2 arguments, not 1
      //a[concat(@b)] => the function concat() takes at least 2 arguments, not 1
      //a[substring(@b)] => the function substring() takes 2 to 3 arguments, not 1
      //a[last(1)] => the function last() takes no argument, not 1
      //a[count('b') = 1] => count() needs elements or attributes, not '"b"'
      //a[b | 'c'] => '|' needs elements or attributes, not '"c"'
      //foo:a => the prefix 'foo' is not known; there are libosinfo, qemu, xen
      //a[foo:b] => the prefix 'foo' is not known; there are libosinfo, qemu, xen
      //a[@foo:b] => the prefix 'foo' is not known; there are libosinfo, qemu, xen
      //a[b = $c] => there are no variables here: $c
      //a[not(b[$c])] => there are no variables here: $c
      //a/@b => selects attributes; select their elements, and name the attribute in set or remove
      //a | //b/@c => selects attributes; select their elements, and name the attribute in set or remove
      count(//a) => selects no elements: its result is a text, a number or true or false
      //a = 1 => selects no elements: its result is a text, a number or true or false
      'domain' => selects no elements: its result is a text, a number or true or false
      -1 => selects no elements: its result is a text, a number or true or false
      """)
  void refusesWhatCannotWork(String xpath, String message) {
    assertThat(problem(xpath)).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "-", "a|", "/a", "a[", "//a[b or ", "a and ", "1+", "not("})
  void aLongExpressionIsNoDanger(String part) {
    int times = 2000 / part.length();
    String closing = part.contains("(") ? ")" : part.contains("[") ? "]" : "";

    assertThat(problem(part.repeat(times))).isNotNull();
    assertThat(problem(part.repeat(times) + "a" + closing.repeat(times))).isNotNull();
    assertThat(problem(part.repeat(30) + "a" + closing.repeat(30))).isNotNull();
  }

  @Test
  void deepBracketsAreRefused() {
    assertThat(problem("(".repeat(31) + "//a" + ")".repeat(31)))
        .contains("brackets are nested deeper than 30");
    assertThat(problem("(".repeat(30) + "//a" + ")".repeat(30))).isEmpty();
  }

  @Test
  void predicatesOfFiltersAreLookedInto() {
    assertThat(problem("(//a)[foo()]")).contains("XPath 1.0 has no function foo()");
    assertThat(problem("('a')[1]")).isPresent();
  }

  private static Optional<String> problem(String xpath) {
    try {
      DomainPath.of(xpath);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
