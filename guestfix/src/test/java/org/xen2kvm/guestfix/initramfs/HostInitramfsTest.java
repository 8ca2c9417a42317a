package org.xen2kvm.guestfix.initramfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The host's own initramfs lists as lsinitramfs lists it. */
final class HostInitramfsTest {
  @Test
  void listsAsLsinitramfsDoes() throws IOException, InterruptedException, InitramfsException {
    Path tool = Path.of("/usr/bin/lsinitramfs");
    List<Path> images = new ArrayList<>();
    if (Files.isExecutable(tool)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of("/boot"), "initrd.img-*")) {
        found.forEach(image -> {
          if (Files.isReadable(image)) {
            images.add(image);
          }
        });
      }
    }
    if (images.isEmpty()) {
      System.out.println("skipped: no lsinitramfs or no readable /boot/initrd.img-* on this host");
    }
    assumeTrue(!images.isEmpty(), "no initramfs of the host");
    for (Path image : images) {
      Process process = new ProcessBuilder(tool.toString(), image.toString())
          .redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      Stream<String> expected = output.lines().filter(name -> !name.equals("."));

      InitramfsContents contents = InitramfsContents.of(Files.readAllBytes(image));

      assertThat(contents.listing().entries()).extracting(InitramfsEntry::name)
          .containsExactlyInAnyOrderElementsOf(expected.distinct().toList());
      assertThat(contents.generator()).isEqualTo(InitramfsGenerator.INITRAMFS_TOOLS);
    }
  }
}
