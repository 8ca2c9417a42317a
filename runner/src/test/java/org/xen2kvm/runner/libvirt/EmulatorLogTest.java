package org.xen2kvm.runner.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where QEMU's log of a domain stands. */
final class EmulatorLogTest {
  @ParameterizedTest
  @CsvSource({
    "qemu:///system, /var/log/libvirt/qemu/web1.log",
    "qemu+unix:///system, /var/log/libvirt/qemu/web1.log",
    "qemu:///session, /home/me/.cache/libvirt/qemu/log/web1.log",
    "qemu:///embed?root=/tmp/x, /tmp/x/log/qemu/web1.log"
  })
  void localHostLogsHere(String uri, Path log) {
    assertThat(of(uri, "web1")).contains(log);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "qemu+ssh://host/system", "qemu://host/system", "xen:///system", "test:///default", "qemu:///embed", "not a uri"
  })
  void otherHostLogsElsewhere(String uri) {
    assertThat(of(uri, "web1")).isEmpty();
  }

  @Test
  void cacheFolderMayBeNamed() {
    assertThat(EmulatorLog.of("qemu:///session", "web1", Map.of("XDG_CACHE_HOME", "/cache"), "/home/me"))
        .contains(Path.of("/cache/libvirt/qemu/log/web1.log"));
  }

  @Test
  void nameThatIsNoFilesNameHasNoLog() {
    assertThat(of("qemu:///system", "../web1")).isEmpty();
    assertThat(of("qemu:///system", "web\0")).isEmpty();
  }

  private static Optional<Path> of(String uri, String domain) {
    return EmulatorLog.of(uri, domain, Map.of(), "/home/me");
  }
}
