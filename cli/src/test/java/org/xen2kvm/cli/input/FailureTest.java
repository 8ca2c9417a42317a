package org.xen2kvm.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** A failure gives its reason in words that lead to what is to be done. */
final class FailureTest {
  @Test
  void aNameThatTheLocaleHasNoCharactersForIsNotCalledMissing() {
    assertThat(Failure.io("Cannot be read", new NoSuchFileException("in/caf\uFFFD.xml")).message())
        .isEqualTo("Cannot be read: The name is not in the encoding of the locale");
    assertThat(Failure.io("Cannot be read", new NoSuchFileException("in/cafe.xml")).message())
        .isEqualTo("Cannot be read: No such file or directory");
  }
}
