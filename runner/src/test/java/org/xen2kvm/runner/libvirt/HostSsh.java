package org.xen2kvm.runner.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * ssh from one host to another: a server in the other's namespaces, keys made for the occasion, the server's key known to the
 * client by a known_hosts file of its own. Nothing of this machine's ssh is used or changed.
 */
public final class HostSsh {
  private final KvmHost to;
  private final Path folder;

  private HostSsh(KvmHost to, Path folder) {
    this.to = to;
    this.folder = folder;
  }

  /**
   * Starts the server; it ends with its host. Where there is no sshd, the calling test is skipped with the reason, or fails if
   * {@link EmbeddedLibvirt#REQUIRED} is set; not where systemd runs, for installing the server would start it.
   *
   * @param folder a new one
   */
  public static HostSsh between(KvmHost from, KvmHost to, Path folder) throws IOException {
    Path server = Path.of("/usr/sbin/sshd");
    if (!Files.isExecutable(server)) {
      String reason = "no sshd here: " + server;
      boolean wouldStart = Files.isDirectory(Path.of("/run/systemd/system"));
      if (!wouldStart && "1".equals(System.getenv(EmbeddedLibvirt.REQUIRED))) {
        Assertions.fail(reason + " (" + EmbeddedLibvirt.REQUIRED + " is set)");
      }
      System.out.println("SKIPPED: " + reason);
      Assumptions.abort(reason);
    }
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.createDirectories(to.folder().resolve("run/sshd"));
    for (String key : List.of("host_key", "user_key")) {
      to.expectDone("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key).toString());
    }
    Files.copy(folder.resolve("user_key.pub"), folder.resolve("authorized_keys"));
    Files.writeString(folder.resolve("sshd_config"), """
        HostKey %1$s/host_key
        AuthorizedKeysFile %1$s/authorized_keys
        PidFile none
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        PermitRootLogin prohibit-password
        """.formatted(folder));
    Files.writeString(folder.resolve("ssh_config"), """
        Host *
          BatchMode yes
          IdentityFile %1$s/user_key
          IdentitiesOnly yes
          StrictHostKeyChecking yes
          UserKnownHostsFile %1$s/known_hosts
          GlobalKnownHostsFile none
        """.formatted(folder));
    HostSsh ssh = new HostSsh(to, folder);
    ssh.knowServer(true);
    command(folder.resolve("ssh"), "ssh");
    command(folder.resolve("ssh-from-here"), String.join(" ", from.inside("ssh")));
    to.expectDone(server.toString(), "-f", folder.resolve("sshd_config").toString(), "-E", folder.resolve("sshd.log").toString());
    return ssh;
  }

  /** A program that is ssh with the configuration. */
  private static void command(Path file, String ssh) throws IOException {
    Files.writeString(file, "#!/bin/sh\nexec " + ssh + " -F " + file.resolveSibling("ssh_config") + " \"$@\"\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /** Lets the client know the server's key, or not. */
  public void knowServer(boolean known) throws IOException {
    Files.writeString(folder.resolve("known_hosts"),
        known ? to.name() + " " + Files.readString(folder.resolve("host_key.pub")) : "");
  }

  /** What the first host connects to. */
  public String uri() {
    return uri("ssh");
  }

  /** What this machine connects to, through the first host's network. */
  public String uriFromHere() {
    return uri("ssh-from-here");
  }

  private String uri(String command) {
    return "qemu+ssh://root@" + to.name() + "/system?command=" + folder.resolve(command);
  }
}
