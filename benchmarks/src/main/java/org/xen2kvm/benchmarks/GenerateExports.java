package org.xen2kvm.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.xen2kvm.converter.testing.DomainGenerator;

/** Writes a folder of generated exports, a thousand to a subfolder: {@code GenerateExports DIR COUNT}. */
public final class GenerateExports {
  private GenerateExports() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int count = Integer.parseInt(args[1]);
    for (int i = 0; i < count; i++) {
      Path file = folder.resolve("host" + i / 1000).resolve("gen" + i + ".xml");
      Files.createDirectories(file.getParent());
      Files.write(file, DomainGenerator.domain(i).getBytes(StandardCharsets.UTF_8));
    }
  }
}
