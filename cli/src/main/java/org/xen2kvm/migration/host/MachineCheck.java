package org.xen2kvm.migration.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.migration.failure.ShellWord;
import org.xen2kvm.migration.host.connection.ConnectionUri;
import org.xen2kvm.migration.host.local.Distribution;
import org.xen2kvm.migration.host.local.FirewallCheck;
import org.xen2kvm.migration.host.local.FolderCheck;
import org.xen2kvm.migration.host.local.KvmCheck;
import org.xen2kvm.migration.host.local.LocalHost;
import org.xen2kvm.migration.host.local.SecurityCheck;
import org.xen2kvm.migration.host.local.VirtioWinCheck;
import org.xen2kvm.migration.host.report.HostFinding;

/**
 * The checks that only the host itself can make. Of another host each of them becomes a note that it was not made.
 *
 * @param machine this machine
 * @param distribution what it runs
 * @param uri which host is checked
 */
record MachineCheck(LocalHost machine, Distribution distribution, ConnectionUri uri) {
  private static final List<String> EMULATORS =
      List.of("/usr/bin/qemu-system-x86_64", "/usr/libexec/qemu-kvm", "/usr/bin/qemu-kvm");

  /**
   * Tries whether guests run here.
   *
   * @param known what libvirt says of the host; empty when it could not be asked
   * @return the type that domains can be of; empty when that could not be tried
   */
  Optional<String> processor(Optional<HostProfile> known, List<HostFinding> findings) {
    if (!uri.isLocal()) {
      String offered = known.flatMap(HostProfile::virtType).map(type -> "libvirt there offers domains of type " + type + "; ")
          .orElse("");
      findings.add(notMade("kvm", offered + "not tried whether KVM runs a guest"));
      return Optional.empty();
    }
    Optional<String> emulator = known.flatMap(HostProfile::emulator)
        .or(() -> EMULATORS.stream().filter(machine::exists).findFirst());
    if (emulator.isEmpty()) {
      findings.add(HostFinding.error("emulator", "QEMU for x86_64 is not installed", "It runs the guests; definitions name it",
          distribution.installQemu()));
      return Optional.empty();
    }
    String machineType = known.map(profile -> profile.offersMachine("pc") ? "pc" : "q35").orElse("pc");
    KvmCheck check = KvmCheck.of(machine, emulator.get(), machineType, uri.isSystem());
    findings.addAll(check.findings());
    return check.domainType();
  }

  /**
   * Looks at what is around guests: folders, security, firewall, drivers.
   *
   * @param pools folders of storage pools
   * @param emulatorUser the number of the user whom QEMU runs as, unless that is root
   */
  void surroundings(List<Path> folders, List<Path> pools, Optional<String> emulatorUser, List<HostFinding> findings) {
    boolean otherUser = uri.isLocal() && !uri.path().equals("/session");
    for (Path folder : folders) {
      findings.addAll(FolderCheck.of(machine.folder(folder), otherUser ? emulatorUser : Optional.empty()));
    }
    if (!uri.isLocal()) {
      findings.add(notMade("bridges", "not looked at the bridges"));
      findings.add(notMade("selinux", "not looked at the labels of image folders"));
      findings.add(notMade("apparmor", "not looked at the profiles that are loaded"));
      findings.add(notMade("firewall-vnc", "not looked at the firewall"));
      findings.add(notMade("firewall-migration", "not looked at the firewall"));
      return;
    }
    LinkedHashSet<Path> labelled = new LinkedHashSet<>();
    folders.forEach(folder -> labelled.add(machine.folder(folder).path()));
    labelled.addAll(pools);
    findings.addAll(SecurityCheck.selinux(machine, new ArrayList<>(labelled)));
    findings.add(SecurityCheck.apparmor(machine));
    findings.addAll(FirewallCheck.of(machine));
    findings.add(VirtioWinCheck.of(machine, distribution));
  }

  private HostFinding notMade(String id, String what) {
    return HostFinding.note(id, what, "Only " + uri.server() + " itself can tell",
        "ssh " + ShellWord.of(uri.sshTarget()) + " xen2kvm check qemu://" + uri.path());
  }
}
