package org.xen2kvm.proof.guest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.cli.Main;

/** The commands of a migration, as a user would type them; each has to succeed. */
final class MigrationCommands {
  private static final String POLICY = """
      networks:
        - bridge-pattern: .*
          to: { user: true }
      """;

  private final Path folder;
  private final String uri;

  MigrationCommands(Path folder, String uri) {
    this.folder = folder;
    this.uri = uri;
  }

  /** Plans a guest for this host, emulated, with a network that needs nothing of it; overlays go to a folder {@code work}. */
  void plan(Path definition, List<String> keys) throws IOException {
    Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    List<String> arguments = new ArrayList<>(List.of("plan", definition.toString(), "--type", "qemu", "--connect", uri,
        "--policy", policy.toString(),
        "--work-dir", folder.resolve("work").toString(), "-o", folder.resolve("plans").toString(), "--force",
        "--proof", "serial=" + BootReport.END, "--boot-limit", "360"));
    arguments.addAll(keys);
    call(arguments);
  }

  /** Applies the plan of a guest. */
  void apply(String name, List<String> keys, String... more) {
    List<String> arguments = new ArrayList<>(List.of("apply", folder.resolve("plans/" + name + ".plan.json").toString()));
    arguments.addAll(keys);
    arguments.addAll(List.of(more));
    call(state(arguments));
  }

  /** Runs a command on a guest that is applied. */
  void run(String command, String name) {
    call(state(new ArrayList<>(List.of(command, name))));
  }

  /** Returns what the guest said on its console. */
  String console(String name) {
    return GuestImages.text(folder.resolve("state").resolve(name).resolve("serial.log"));
  }

  private List<String> state(List<String> arguments) {
    arguments.addAll(List.of("--state-dir", folder.resolve("state").toString(), "--verbose"));
    return arguments;
  }

  private static void call(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(
        arguments.toArray(new String[0]),
        InputStream.nullInputStream(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    assertThat(code).as("%s: %s%s", arguments, out.toString(UTF_8), err.toString(UTF_8)).isZero();
  }
}
