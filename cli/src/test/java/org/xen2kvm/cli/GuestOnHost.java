package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.FakeDomainRunner;

/** What tests of a migration's commands start from: one guest on real images, and a made-up host where it comes up. */
abstract class GuestOnHost {
  @TempDir Path folder = Path.of("");

  final MemoryGuest debian = MemoryGuest.tree("debian12");
  final FakeDomainRunner host = new FakeDomainRunner();
  SourceGuest guest = new SourceGuest(folder, List.of());

  @BeforeEach
  final void makeTheGuest() throws IOException {
    guest = SourceGuest.in(folder, 1);
    Cli.write(folder, "web1.xml", guest.definition());
    host.guest("web1").atRun(web1 -> web1.writes("web1 login: "));
  }

  final Ran run(String command) {
    return GuestCli.run(folder, debian, host, command.split(" "));
  }

  final Ran done(String command) {
    Ran ran = run(command);
    assertThat(ran.code()).as("%s: %s", command, ran.err()).isZero();
    return ran;
  }

  final List<String> domains() {
    return host.reopened().list().stream().map(DefinedDomain::name).toList();
  }
}
