package org.xen2kvm.dist;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.xen2kvm.cli.Main;
import picocli.CommandLine.Model.CommandSpec;

/** Writes what is generated into the tree that becomes the packages: man pages, completion, the name of the build. */
public final class GeneratedFiles {
  private GeneratedFiles() {}

  /**
   * Writes them into a tree that holds the jars.
   *
   * @param args the tree, which becomes {@code /usr}; the tool's version; the time of the release
   * @throws IOException when they cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path tree = Path.of(args[0]);
    CommandSpec tool = Main.commandLine();
    writePages(tree.resolve("share/man/man1"), ManPage.of(tool, args[2].replaceFirst("T.*", ""), args[1]));
    write(tree.resolve("share/bash-completion/completions"), tool.name(), BashCompletion.of(tool));
    write(tree.resolve("share/zsh/site-functions"), '_' + tool.name(), ZshCompletion.of(tool));
    Path app = tree.resolve("share/xen2kvm");
    write(app, "build", "build-" + args[1] + '-' + digest(app) + '\n');
  }

  private static void writePages(Path folder, List<ManPage> pages) throws IOException {
    Files.createDirectories(folder);
    for (ManPage page : pages) {
      // Distributions keep them compressed. Java writes neither a name nor a time into the header.
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(page.name() + ".1.gz")))) {
        out.write(page.text().getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name), text);
  }

  /** Returns what tells one set of jars from another: their times are all the same, and the JVM looks at no more. */
  private static String digest(Path app) throws IOException {
    try (Stream<Path> files = Files.walk(app)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        digest.update(app.relativize(jar).toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(jar));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
