package org.xen2kvm.migration.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputDigestTest {
  @TempDir private Path folder = Path.of("");

  private Path policy() throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), "abc");
  }

  @Test
  void knowsAFileByItsContentAlone() throws IOException {
    InputDigest digest = InputDigest.of(policy());

    // FIPS 180-2, appendix B.1
    assertThat(digest.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Files.setLastModifiedTime(policy(), FileTime.fromMillis(0));
    assertThat(digest.hasChanged()).isFalse();
    Files.writeString(policy(), "abd");
    assertThat(digest.hasChanged()).isTrue();
  }

  @Test
  void namesTheFileWhereverItIsAskedFrom() throws IOException {
    policy();

    assertThat(InputDigest.of(folder.resolve("./policy.yaml")).file()).isEqualTo(folder.resolve("policy.yaml"));
    assertThat(InputDigest.of(Path.of("pom.xml")).file()).isAbsolute();
  }

  @Test
  void aFileThatIsGoneSaysNothingAgainstThePlan() throws IOException {
    InputDigest digest = InputDigest.of(policy());
    Files.delete(digest.file());

    assertThat(digest.hasChanged()).isFalse();
  }

  @Test
  void whatCannotBeReadIsAFailure() throws IOException {
    InputDigest digest = InputDigest.of(policy());
    Files.delete(digest.file());
    Files.createDirectory(digest.file());

    assertThatIOException().isThrownBy(digest::hasChanged);
    assertThatIOException().isThrownBy(() -> InputDigest.of(folder.resolve("none")));
  }
}
