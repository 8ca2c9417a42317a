package org.xen2kvm.cli.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.input.Content;
import org.xen2kvm.cli.input.Input;
import org.xen2kvm.cli.input.Inputs;
import org.xen2kvm.cli.input.LiveInputs;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.batch.Shard;
import org.xen2kvm.migration.batch.ShardKey;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.migration.source.LiveDomains;

/**
 * The guests that arguments name: definitions, each a guest, or disk images, which together are one guest. Which of them a file
 * is, its content says, whatever its name. Stateless.
 */
public final class GuestSources {
  private GuestSources() {}

  /**
   * Returns the guests.
   *
   * @param declared the format of disk images; null for that which their names declare
   * @throws UsageException when an argument is neither, or both kinds are given
   */
  public static List<GuestSource> of(List<String> arguments, @Nullable DiskFormat declared, Shell shell)
      throws UsageException {
    List<Path> images = new ArrayList<>();
    List<String> definitions = new ArrayList<>();
    for (String argument : arguments) {
      Path path = path(argument, shell);
      if (isImage(path, argument)) {
        images.add(path);
      } else {
        definitions.add(argument);
      }
    }
    if (!images.isEmpty() && !definitions.isEmpty()) {
      throw new UsageException(
          "Give definitions, each a guest, or the disks of one guest; " + definitions.get(0) + " is a definition, "
              + images.get(0) + " a disk");
    }
    return images.isEmpty() ? definitions(definitions, shell) : List.of(images(images, declared));
  }

  /**
   * Returns domains of a host, each a guest, as they are defined just then.
   *
   * @param uri libvirt's URI of the host
   * @param names their names, with wildcards; none for all
   * @throws UsageException when one of them is not there
   * @throws IOException when the host does not answer
   */
  public static List<GuestSource> of(String uri, List<String> names, Hosts hosts, Shell shell)
      throws UsageException, IOException {
    List<GuestSource> guests = new ArrayList<>();
    try (LiveDomains host = LiveDomains.of(uri, hosts)) {
      for (Iterator<Input> inputs = LiveInputs.of(host, names); inputs.hasNext(); ) {
        definition(inputs.next(), shell).ifPresent(guests::add);
      }
    } catch (MigrationException e) {
      throw new IOException(uri + ": " + e.getMessage() + ". " + e.advice(), e);
    }
    return guests;
  }

  /** Returns the guests of a shard, in their order; those without a definition by the name of their first disk. */
  public static List<GuestSource> of(Optional<Shard> shard, List<GuestSource> guests) {
    return shard.isEmpty() ? guests : guests.stream().filter(guest -> shard.get().has(guest.definition()
        .map(text -> ShardKey.of(DomainConverter.convert(text, Policy.defaults(), HostProfile.generic(), GuestFacts.unknown())))
        .orElseGet(() -> ShardKey.ofFile(guest.label())))).toList();
  }

  private static Path path(String argument, Shell shell) throws UsageException {
    try {
      return shell.directory().resolve(argument);
    } catch (InvalidPathException e) {
      throw new UsageException(argument + " is no path: " + e.getReason());
    }
  }

  /**
   * A block device is one, and a file that neither begins like XML nor reads like a configuration of xl; what is not there is left
   * to the definitions' messages.
   */
  private static boolean isImage(Path path, String argument) throws UsageException {
    boolean named = argument.endsWith(".xml") || argument.endsWith(".cfg");
    if (argument.equals("-") || named || !Files.exists(path) || Files.isDirectory(path)) {
      return false;
    }
    if (!Files.isRegularFile(path)) {
      return true;
    }
    try {
      return Content.isDisk(path);
    } catch (IOException e) {
      throw new UsageException(argument + " cannot be read: " + IoReason.of(e));
    }
  }

  private static GuestSource images(List<Path> paths, @Nullable DiskFormat declared) {
    List<DiskImage> images = new ArrayList<>();
    for (Path path : paths) {
      images.add(new DiskImage(path, declared == null ? byName(path) : declared));
    }
    return new GuestSource(baseName(paths.get(0)), paths.get(0).toString(), Optional.empty(), Optional.empty(), images);
  }

  /** The format is declared by the name, as far as one is customary, and never read out of the image. */
  private static DiskFormat byName(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? DiskFormat.RAW : DiskFormat.named(name.substring(dot + 1)).orElse(DiskFormat.RAW);
  }

  private static List<GuestSource> definitions(List<String> arguments, Shell shell) throws UsageException {
    List<GuestSource> guests = new ArrayList<>();
    Inputs inputs = new Inputs(shell.directory(), arguments, null);
    while (inputs.hasNext()) {
      definition(inputs.next(), shell).ifPresent(guests::add);
    }
    if (guests.isEmpty()) {
      throw new UsageException("There is no domain definition in " + String.join(", ", arguments));
    }
    return guests;
  }

  private static Optional<GuestSource> definition(Input input, Shell shell) throws UsageException {
    try {
      Content content = Content.read(input, shell.in());
      if (content instanceof Content.Text text) {
        return Optional.of(new GuestSource(
            baseName(Path.of(input.outputName())), input.label(), file(input, shell), Optional.of(text.text()), List.of()));
      }
      if (content instanceof Content.PassedOver) {
        return Optional.empty();
      }
      throw new UsageException(input.label() + ": " + (content instanceof Content.Unreadable unreadable
          ? unreadable.failure().message() : ((Content.NoText) content).finding().message()));
    } catch (IOException e) {
      throw new UsageException(input.label() + " cannot be read: " + IoReason.of(e));
    }
  }

  private static Optional<Path> file(Input input, Shell shell) {
    return input instanceof Input.File file
        ? Optional.of(shell.directory().resolve(file.path()).toAbsolutePath().normalize()) : Optional.empty();
  }

  private static String baseName(Path path) {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
