package org.xen2kvm.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.migration.Appliances;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.runner.FakeDomainRunner;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;

/** Runs the commands that open guests' disks, with made-up guests in their place. */
final class GuestCli {
  private GuestCli() {}

  /** Runs a command on a host where every guest comes up; its migrations are written down in the directory. */
  static Ran run(Path directory, Appliances guests, String... args) {
    FakeDomainRunner host = new FakeDomainRunner();
    host.guest("web1").atRun(guest -> guest.writes("web1 login: "));
    return run(directory, guests, host, args);
  }

  /** Runs a command on a host; its migrations are written down in the directory. */
  static Ran run(Path directory, Appliances guests, FakeDomainRunner host, String... args) {
    return run(directory, guests, uri -> host.reopened(), args);
  }

  /** Runs a command where no host answers. */
  static Ran unreachable(Path directory, Appliances guests, String... args) {
    return run(directory, guests, uri -> {
      throw new RunnerException(RunnerError.NO_CONNECTION, "no route to kvm1");
    }, args);
  }

  /** Runs a command where hosts are opened so; its migrations are written down in the directory. */
  static Ran run(Path directory, Appliances guests, Hosts hosts, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    if (Set.of("apply", "commit", "rollback", "status").contains(args[0])) {
      all.addAll(List.of("--state-dir", SourceGuest.STATE));
    }
    Map<String, String> environment = Map.of("LIBVIRT_DEFAULT_URI", "qemu+ssh://kvm1/system");
    return Cli.ran(
        (out, err) -> new Shell(directory, InputStream.nullInputStream(), out, err, false, false, false, environment),
        shell -> Main.run(all.toArray(new String[0]), shell, (options, listener) -> guests, hosts));
  }
}
