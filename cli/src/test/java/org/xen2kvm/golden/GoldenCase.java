package org.xen2kvm.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.xen2kvm.cli.policy.PolicyException;
import org.xen2kvm.cli.policy.PolicyReader;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.host.HostProfileException;
import org.xen2kvm.converter.host.HostProfileParser;
import org.xen2kvm.converter.policy.Policy;

/**
 * One folder of testdata/domains: {@code source.xml} or {@code source.cfg}, perhaps {@code policy.yaml} and {@code host.xml}, and what is expected
 * of it.
 *
 * @param folder where it is
 */
record GoldenCase(Path folder) {
  static final Path ROOT = Path.of(System.getProperty("xen2kvm.root", ".."));

  /** Whether expectations are written instead of compared; never where CI runs. */
  static final boolean UPDATE = Boolean.getBoolean("golden.update");

  static {
    if (UPDATE && System.getenv("CI") != null) {
      throw new IllegalStateException("golden.update is for a person who reads the diff, not for CI");
    }
  }

  /** Returns all cases, by name. */
  static List<GoldenCase> all() {
    try (Stream<Path> folders = Files.list(ROOT.resolve("testdata/domains"))) {
      return folders.filter(Files::isDirectory).sorted().map(GoldenCase::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Policy policy() {
    Path file = file("policy.yaml");
    if (!Files.exists(file)) {
      return Policy.defaults();
    }
    try {
      return PolicyReader.read(read(file), file.toString());
    } catch (PolicyException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** Returns the definition: XML, or a configuration of Xen. */
  Path source() {
    Path config = file("source.cfg");
    return Files.exists(config) ? config : file("source.xml");
  }

  ConversionResult convert() {
    return DomainConverter.convert(read(source()), policy(), host(), GuestFacts.unknown());
  }

  private HostProfile host() {
    Path file = file("host.xml");
    if (!Files.exists(file)) {
      return HostProfile.generic();
    }
    try {
      return HostProfileParser.parse("host.xml", List.of(read(file)));
    } catch (HostProfileException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what the file holds, or writes it when expectations are being updated. */
  static String expected(Path file, String actual) {
    if (UPDATE) {
      try {
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Files.exists(file) ? read(file) : "";
  }
}
