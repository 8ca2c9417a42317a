package org.xen2kvm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.cli.option.Shell;
import org.xen2kvm.migration.Appliances;

/** Runs the commands that open guests' disks, with made-up guests in their place. */
final class GuestCli {
  private GuestCli() {}

  static Ran run(Path directory, Appliances guests, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream messages = new PrintStream(err, false, UTF_8);
    int code = Main.run(args,
        new Shell(directory, new ByteArrayInputStream(new byte[0]), out, messages, false, false, false),
        (options, listener) -> guests);
    return new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
