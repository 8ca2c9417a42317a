package org.xen2kvm.guestfix.libguestfs.nativecall;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The QEMU of one appliance, a child of this process that is known by a UUID on its command line: {@code guestfs_get_pid} answers
 * only after the launch, and not while another thread is in a call, which is just when a session must be ended.
 */
final class QemuProcess {
  /** A command line is shorter by far. */
  private static final int COMMAND_LINE_LIMIT = 1 << 20;

  private final String uuid = UUID.randomUUID().toString();

  /** What {@code -uuid} is given. */
  String uuid() {
    return uuid;
  }

  /** Ends it at once, if it runs. */
  void kill() {
    ProcessHandle.current().children().filter(this::isIt).forEach(ProcessHandle::destroyForcibly);
  }

  private boolean isIt(ProcessHandle child) {
    try (InputStream commandLine = Files.newInputStream(Path.of("/proc", Long.toString(child.pid()), "cmdline"))) {
      return new String(commandLine.readNBytes(COMMAND_LINE_LIMIT), StandardCharsets.UTF_8).contains(uuid);
    } catch (IOException gone) {
      return false; // ended between the listing and the reading
    }
  }
}
