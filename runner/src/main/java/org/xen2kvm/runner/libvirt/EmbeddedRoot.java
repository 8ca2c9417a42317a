package org.xen2kvm.runner.libvirt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;

/**
 * The folder in which libvirt's embedded QEMU driver keeps everything: {@code qemu:///embed?root=FOLDER} needs no daemon
 * and leaves the rest of the machine alone.
 *
 * <p>What lasts, measured on libvirt 9.0 and QEMU 7.2:
 * <ul>
 * <li>Definitions, autostart marks and logs ({@code log/qemu}) stay in the folder.
 * <li>A running domain goes on when the process ends, also when it is killed: its emulator then belongs to init. The
 *     next process that opens the folder finds it running, with its console, and can end it. What happens in between is
 *     told to nobody; a domain that ended meanwhile is found off.
 * <li>One process at a time: a second one is refused ({@link RunnerError#SYSTEM}, "Failed to acquire pid file").
 * <li>Domains marked for autostart are started by the first opening after {@code FOLDER/run} was removed, not by every
 *     opening and not when the machine starts.
 * <li>There are no networks and no storage pools, and so no DHCP leases; a domain's cards need {@code user} or
 *     {@code bridge}.
 * </ul>
 *
 * @param folder absolute and short: the sockets below it have to fit 108 bytes
 */
public record EmbeddedRoot(Path folder) {
  private static final String URI_START = "qemu:///embed?root=";

  private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

  private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  /**
   * libvirt 9.0, src/qemu/qemu.conf.in. Only stdio_handler is needed everywhere: without virtlogd every start fails. The
   * others are for where root may do less than root: containers and build machines.
   */
  private static final String CONFIGURATION = """
      stdio_handler = "file"
      security_driver = "none"
      namespaces = []
      cgroup_controllers = []
      remember_owner = 0
      max_core = 0
      """;

  /** The emulator's user would be one who cannot read what root made for it. */
  private static final String RUN_AS_ROOT = """
      user = "root"
      group = "root"
      """;

  /** Refuses a relative folder, as libvirt does, and one that a URI would not carry as it is. */
  public EmbeddedRoot {
    if (!folder.isAbsolute() || !folder.toString().matches("[A-Za-z0-9/._~-]+")) {
      throw new IllegalArgumentException(
          "the embedded driver's root must be an absolute path of plain characters: " + folder);
    }
  }

  /**
   * The root that a URI names; empty when it is not the embedded driver's or names none.
   *
   * @throws IllegalArgumentException when it names one that cannot be
   */
  public static Optional<EmbeddedRoot> of(String uri) {
    return uri.startsWith(URI_START)
        ? Optional.of(new EmbeddedRoot(Path.of(uri.substring(URI_START.length()))))
        : Optional.empty();
  }

  /** What to open. */
  public String uri() {
    return URI_START + folder;
  }

  /**
   * Makes the folder ready to be opened: it is there, its owner's alone if it was not there before, with an
   * {@code etc/qemu.conf}; one that is there already is left as it is.
   *
   * @return this
   * @throws RunnerException {@link RunnerError#ACCESS_DENIED} for a folder of somebody else's or one that others may
   *     write: whoever can write there decides what the emulators do
   * @throws IOException when it cannot be written
   */
  public EmbeddedRoot prepare() throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    requireOwn();
    Path etc = Files.createDirectories(folder.resolve("etc"));
    boolean superuser = Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"));
    String configuration = superuser ? CONFIGURATION + RUN_AS_ROOT : CONFIGURATION;
    putInPlace(etc.resolve("qemu.conf"), configuration);
    return this;
  }

  /** Writes it beside its place first: half of a configuration would stay for ever. One that is there is somebody's own. */
  private static void putInPlace(Path file, String configuration) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path written = Files.createTempFile(file.getParent(), ".qemu-", ".conf");
    try {
      Files.writeString(written, configuration, StandardCharsets.UTF_8);
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException kept) {
      // It came meanwhile.
    } finally {
      Files.delete(written);
    }
  }

  /** The user's identity is read off a file of his own making: the name in a system property need not be his. */
  private void requireOwn() throws IOException {
    Path own = Files.createTempFile("x2k", ".owner");
    try {
      if (!Files.getOwner(own).equals(Files.getOwner(folder))) {
        throw new RunnerException(RunnerError.ACCESS_DENIED, folder + " belongs to another user");
      }
    } finally {
      Files.delete(own);
    }
    if (Files.getPosixFilePermissions(folder).stream().anyMatch(WRITABLE_BY_OTHERS::contains)) {
      throw new RunnerException(RunnerError.ACCESS_DENIED, folder + " may be written by other users (chmod 700)");
    }
  }
}
