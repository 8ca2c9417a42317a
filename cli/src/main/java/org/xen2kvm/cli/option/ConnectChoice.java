package org.xen2kvm.cli.option;

import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import picocli.CommandLine.Model.CommandSpec;

/** Which libvirt is meant: {@code --connect}, the environment, or that of this host, as virsh decides it. Stateless. */
public final class ConnectChoice {
  private ConnectChoice() {}

  /** Declares the option. */
  public static void addTo(CommandSpec spec) {
    spec.addOption(Options.value("URI",
        "libvirt's URI of the KVM host; default: LIBVIRT_DEFAULT_URI, else qemu:///system, without root qemu:///session.",
        "-c", "--connect"));
  }

  /** Returns libvirt's URI. */
  public static String uri(Arguments arguments, Shell shell) {
    String given = arguments.text("--connect");
    String inEnvironment = shell.environment().getOrDefault("LIBVIRT_DEFAULT_URI", "");
    return given != null ? given : !inEnvironment.isEmpty() ? inEnvironment
        : "root".equals(System.getProperty("user.name")) ? "qemu:///system" : "qemu:///session";
  }
}
