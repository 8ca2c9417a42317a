package org.xen2kvm.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileNameTest {
  @ParameterizedTest
  @CsvSource({"web1, web1", "a b, a_b", "../../etc/x, _._.._etc_x", ".., _.", "'', guest", "ä€😀, ___", "-rf, -rf",
      "a\\b:c, a_b_c", ".web, _web"})
  void staysInItsFolder(String name, String expected) {
    assertThat(FileName.of(name)).isEqualTo(expected);
  }

  @Test
  void isNeverTooLongForAFileSystem() {
    assertThat(FileName.of("x".repeat(100_000))).hasSize(120);
    assertThat(FileName.of("\0\n\u001b[31m")).matches("[a-z0-9_]+");
  }
}
