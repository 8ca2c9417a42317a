package org.xen2kvm.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program of the machine, where it is there. */
record Tool(String name) {
  /** Runs it and returns what it says, and how it ended; a test that needs a program that is not here is skipped. */
  Answer run(String... arguments) throws IOException, InterruptedException {
    boolean here = List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    if (!here && System.getenv("XEN2KVM_REQUIRE_DIST") == null) {
      System.out.println("Skipped: " + name + " is not here");
      Assumptions.abort(name + " is not here");
    }
    Process process = new ProcessBuilder(Stream.concat(Stream.of("timeout", "60", name), Stream.of(arguments)).toList())
        .redirectErrorStream(true).start();
    process.getOutputStream().close();
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), words);
  }

  /** What a program has said. */
  record Answer(int status, String words) {}
}
