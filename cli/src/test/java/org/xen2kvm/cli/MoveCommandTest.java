package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.json.JsonSchemas;
import org.xen2kvm.runner.FakeDomainRunner;

/** The command {@code move}. */
final class MoveCommandTest {
  @TempDir private Path folder = Path.of("");

  private final FakeDomainRunner here = new FakeDomainRunner();
  private final FakeDomainRunner there = new FakeDomainRunner();

  MoveCommandTest() {
    here.define("<domain type='kvm'><name>web1</name><os><type>hvm</type></os><devices><disk type='file'>"
        + "<source file='/proc/self/status'/></disk></devices></domain>");
    here.reaches("qemu+ssh://kvm2/system", there);
  }

  private Ran run(String... args) {
    return GuestCli.run(folder, MemoryGuest.tree("debian12"), here, args);
  }

  @Test
  void movesAndSaysWhereTo() {
    Ran ran = run("move", "web1", "qemu+ssh://kvm2/system", "--name", "www", "--keep-source");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo(
        "moved: web1 as www to qemu+ssh://kvm2/system, offline\n  its definition stays here as well: never start both\n");
    assertThat(ran.err()).isEmpty();
    assertThat(there.list()).hasSize(1);
  }

  @Test
  void explainsWhatLibvirtRefuses() {
    here.start("web1");

    Ran ran = run("move", "web1", "qemu+ssh://kvm2/system");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("web1: error: libvirt: Unsafe migration", "xen2kvm explain move-unsafe");
    assertThat(run("explain", "move-unsafe").out()).contains("cache='none'");
    assertThat(run("move", "web1", "qemu+ssh://kvm2/system", "--copy-storage").out()).endsWith("system, live\n");
  }

  @Test
  void aMoveIsToldAsMuchAsIsWanted() {
    here.start("web1");

    assertThat(run("move", "web1", "qemu+ssh://kvm2/system", "-q", "--color", "always").err())
        .startsWith("web1: \u001B[31merror\u001B[0m: libvirt: Unsafe migration");
    assertThat(run("move", "web1", "qemu+ssh://kvm2/system", "-v").err()).contains("\n    caused by ");
    Ran moved = run("move", "web1", "qemu+ssh://kvm2/system", "--copy-storage", "-v");
    assertThat(moved.err()).startsWith("xen2kvm: web1: moving to qemu+ssh://kvm2/system\n");
    assertThat(moved.out()).startsWith("moved: web1 to ");
  }

  @Test
  void aMoveIsToldInEvents() throws IOException {
    here.start("web1");

    Ran refused = run("move", "web1", "qemu+ssh://kvm2/system", "--events", "-");
    Ran moved = run("move", "web1", "qemu+ssh://kvm2/system", "--copy-storage", "--events", "-");

    assertThat(events(refused)).containsExactly("run-begun", "guest-begun", "step-begun moving", "guest-ended failed", "run-ended failed");
    assertThat(events(moved)).containsExactly("run-begun", "guest-begun", "step-begun moving", "step-at moving 100.0",
        "guest-ended done", "run-ended done");
  }

  private static List<String> events(Ran ran) throws IOException {
    List<String> events = new ArrayList<>();
    for (String line : ran.out().lines().toList()) {
      assertThat(JsonSchemas.problems("events", line)).as(line).isEmpty();
      JsonNode event = new ObjectMapper().readTree(line);
      events.add(String.join(" ", event.path("event").asText(), event.path("phase").asText(), event.path("percent").asText(),
          event.path("outcome").asText()).replaceAll(" +", " ").strip());
    }
    return events;
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThat(run("move", "web1", "qemu+ssh://kvm2/system", "--live").code()).isEqualTo(3);
    assertThat(run("move", "web1").code()).isEqualTo(64);
    assertThat(run("move", "web1", "kvm2").err()).contains("kvm2 is no URI of a host");
    assertThat(run("move", "web1", "qemu+ssh://kvm2/system", "--live", "--offline").code()).isEqualTo(64);
    assertThat(run("move", "web1", "qemu+ssh://kvm2/system", "--offline", "--copy-storage").code()).isEqualTo(64);
  }
}
