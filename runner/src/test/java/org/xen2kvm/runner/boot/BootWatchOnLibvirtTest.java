package org.xen2kvm.runner.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xen2kvm.runner.Console;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.DomainState;
import org.xen2kvm.runner.StartOption;
import org.xen2kvm.runner.boot.BootProbe.GuestAgent;
import org.xen2kvm.runner.boot.BootProbe.Lease;
import org.xen2kvm.runner.boot.BootProbe.LoginPrompt;
import org.xen2kvm.runner.boot.BootProbe.OpenPort;
import org.xen2kvm.runner.boot.BootProbe.SerialText;
import org.xen2kvm.runner.libvirt.BootMarker;
import org.xen2kvm.runner.libvirt.DiskFormat;
import org.xen2kvm.runner.libvirt.EmbeddedLibvirt;

/** Boots of a real emulator: a boot sector writes one line on the serial port and halts. */
final class BootWatchOnLibvirtTest {
  private static final String NAME = "boot-watch";

  /** Only ends a test that fails. */
  private static final Duration LONG = Duration.ofMinutes(1);

  private static final String LINE = BootMarker.line("watched");

  private final EmbeddedLibvirt libvirt = EmbeddedLibvirt.shared();
  private final DomainRunner runner = libvirt.runner();
  private final StringBuilder heard = new StringBuilder();

  @AfterEach
  void removeDomain() {
    libvirt.remove(NAME);
  }

  @Test
  void textOnTheConsoleProvesTheBoot() {
    define("<serial type='pty'/>");

    BootReport report = watch(LONG, heard::append, new LoginPrompt(), new SerialText(LINE + "\r\n"));

    assertThat(report.proven()).as(report.failure() + report.serialTail()).isTrue();
    assertThat(report.by()).contains(new SerialText(LINE + "\r\n"));
    assertThat(report.state()).isEqualTo(DomainState.RUNNING);
    assertThat(report.serialTail()).endsWith(LINE + "\r\n").isEqualTo(heard.toString());
  }

  @Test
  void limitEndsTheWatch() {
    define("<serial type='pty'/>");

    BootReport report = watch(
        Duration.ofSeconds(2), heard::append, new LoginPrompt(), new GuestAgent(), new Lease(), new OpenPort(22));

    assertThat(report.proven()).isFalse();
    assertThat(report.failure()).contains("2 s", "TCP port 22");
    assertThat(report.state()).isEqualTo(DomainState.RUNNING);
  }

  @Test
  void domainThatStopsIsReported() {
    define("<serial type='pty'/>");
    Consumer<String> destroyer = piece -> {
      heard.append(piece);
      if (heard.indexOf(LINE) >= 0 && runner.state(NAME).isActive()) {
        runner.destroy(NAME);
      }
    };

    BootReport report = watch(LONG, destroyer, new LoginPrompt());

    assertThat(report.failure()).isEqualTo("the domain has ended (destroyed)");
    assertThat(report.state()).isEqualTo(DomainState.SHUT_OFF);
    assertThat(report.serialTail()).contains(LINE);
  }

  @Test
  void domainWithoutSerialConsoleIsNotLetRun() {
    define("");

    BootReport report = watch(LONG, heard::append, new LoginPrompt());

    assertThat(report.failure()).contains("no serial console");
    assertThat(report.state()).isEqualTo(DomainState.PAUSED);
  }

  /** Nobody reads for a while: what the guest wrote waits. */
  @Test
  void consoleKeepsWhatNobodyHasReadYet() {
    define("<serial type='pty'/>");
    runner.start(NAME, StartOption.PAUSED);
    byte[] one = new byte[1];
    StringBuilder text = new StringBuilder();

    try (Console console = runner.openConsole(NAME)) {
      runner.resume(NAME);
      while (text.indexOf(LINE) < 0 && console.read(one, LONG) == 1) {
        text.append((char) one[0]);
      }
      console.write("nobody listens".getBytes(StandardCharsets.US_ASCII));
    }

    assertThat(text).endsWith(LINE);
  }

  private void define(String serial) {
    Path image = BootMarker.disk(libvirt.newFolder().resolve("disk"), DiskFormat.RAW, "watched");
    runner.define("""
        <domain type='qemu'>
          <name>%s</name>
          <memory unit='MiB'>32</memory>
          <os>
            <type arch='x86_64' machine='pc'>hvm</type>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <driver name='qemu' type='raw'/>
              <source file='%s'/>
              <target dev='vda' bus='virtio'/>
            </disk>
            %s
          </devices>
        </domain>
        """.formatted(NAME, image, serial));
  }

  private BootReport watch(Duration limit, Consumer<String> serial, BootProbe... probes) {
    return new BootWatch()
        .start(runner, NAME, new BootExpectation(List.of(probes), limit), text -> false, () -> false, serial);
  }
}
