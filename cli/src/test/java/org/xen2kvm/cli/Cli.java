package org.xen2kvm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.migration.XenDefinition;

/** Runs the tool in a folder, and the definitions that the tests give it. */
final class Cli {
  private Cli() {}

  /** What one run left behind. */
  record Ran(int code, String out, String err) {}

  static Ran run(Path directory, String... args) {
    return runWithInput(directory, new byte[0], args);
  }

  static Ran runWithInput(Path directory, byte[] input, String... args) {
    return ran((out, err) -> new Shell(directory, new ByteArrayInputStream(input), out, err, false, false, false),
        shell -> Main.run(args, shell));
  }

  /** Runs the tool with whatever a test wants of its surroundings and of the hosts beyond, and hears what it says. */
  static Ran ran(BiFunction<OutputStream, PrintStream, Shell> surroundings, ToIntFunction<Shell> tool) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = tool.applyAsInt(surroundings.apply(out, new PrintStream(err, false, UTF_8)));
    return new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** A fully virtual domain that converts without a finding worth a warning. */
  static String xen(String name) {
    return XenDefinition.of(name, XenDefinition.disk("disk", "raw", Path.of("/var/lib/xen/images/" + name + ".raw"), "hda"));
  }

  /** The same domain with a display that has a password. */
  static String xenWithPassword(String name, String password) {
    return xen(name).replace("  </devices>",
        "    <graphics type='vnc' port='-1' passwd='" + password + "'/>\n  </devices>");
  }

  /** The same domain with a TPM, of which a warning tells. */
  static String xenWithTpm(String name) {
    return xen(name).replace("  </devices>",
        "    <tpm model='tpm-crb'>\n      <backend type='emulator' version='2.0'/>\n    </tpm>\n  </devices>");
  }

  /** A KVM domain. */
  static String kvm(String name) {
    return "<domain type='kvm'>\n  <name>" + name + "</name>\n  <memory unit='KiB'>1048576</memory>\n  <os>\n"
        + "    <type arch='x86_64' machine='pc'>hvm</type>\n  </os>\n</domain>\n";
  }

  /** Makes findings about TPMs refuse the domain, and returns the options that say so. */
  static String strictPolicy(Path directory) throws IOException {
    write(directory, "strict.yaml", "severity:\n  tpm: error\n");
    return "strict.yaml";
  }

  static String converted(String source) {
    return XenDefinition.convert(source).converted();
  }

  static Path write(Path directory, String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return Files.writeString(file, text);
  }

  /** Returns the relative paths of all files below a folder, hidden ones included, sorted. */
  static List<String> files(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    if (!Files.exists(directory)) {
      return names;
    }
    try (Stream<Path> walk = Files.walk(directory)) {
      walk.filter(path -> !Files.isDirectory(path)).map(path -> directory.relativize(path).toString())
          .forEach(names::add);
    }
    names.sort(null);
    return names;
  }
}
