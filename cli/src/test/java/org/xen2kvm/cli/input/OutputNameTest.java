package org.xen2kvm.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where outputs stand, and that it is never outside. */
final class OutputNameTest {
  @ParameterizedTest
  @CsvSource({
    "web1.xml, web1.xml",
    "a/web1.xml, a/web1.xml",
    "./a//web1.xml, a/web1.xml",
    "a/../b/web1.xml, b/web1.xml",
    "../b/web1.xml, web1.xml",
    "a/../../web1.xml, web1.xml",
    "/etc/libvirt/web1.xml, web1.xml",
    "web1, web1.xml",
    "web1.example.org, web1.example.org.xml",
    "WEB1.XML, WEB1.XML",
    ".xml, .xml.xml",
    "..xml, ..xml",
  })
  void ofAFile(String argument, String name) {
    assertThat(OutputName.ofFile(argument)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"a, a/", "a/b/, a/b/", "., ''", "./, ''", "/srv/exports, ''", "../exports, ''", "a/.., ''"})
  void ofAFolder(String argument, String prefix) {
    assertThat(OutputName.ofFolder(argument)).isEqualTo(prefix);
  }
}
