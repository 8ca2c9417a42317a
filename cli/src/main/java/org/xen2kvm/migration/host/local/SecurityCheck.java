package org.xen2kvm.migration.host.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.xen2kvm.migration.failure.ShellWord;
import org.xen2kvm.migration.host.report.HostFinding;

/** Whether SELinux and AppArmor let QEMU at its images and keep it from everything else. Stateless. */
public final class SecurityCheck {
  private static final String SELINUX = "selinux";
  private static final String APPARMOR = "apparmor";
  private static final String WHY_SELINUX =
      "Under SELinux QEMU may open an image only in a folder with a label for images; else the start fails: Permission denied";
  private static final String WHY_APPARMOR =
      "libvirt confines each guest with a profile of its own; without those of libvirt a guest does not start or is not confined";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Types that QEMU's domain may read and write, or that libvirt relabels (SELinux's policy, svirt). */
  private static final Set<String> IMAGE_TYPES =
      Set.of("virt_image_t", "svirt_image_t", "virt_content_t", "virt_var_lib_t", "fixed_disk_device_t");

  /** File systems that have one label for all, and the switch that opens them. */
  private static final Map<String, String> SWITCHES =
      Map.of("nfs_t", "virt_use_nfs", "cifs_t", "virt_use_samba", "fusefs_t", "virt_use_fusefs");

  private SecurityCheck() {}

  /** Returns what SELinux means for images in these folders. */
  public static List<HostFinding> selinux(LocalHost host, List<Path> folders) {
    Optional<String> enforce = host.read("/sys/fs/selinux/enforce");
    if (enforce.isEmpty()) {
      return List.of(HostFinding.ok(SELINUX, "SELinux is not enabled", WHY_SELINUX));
    }
    boolean enforcing = enforce.get().strip().equals("1");
    List<HostFinding> findings = new ArrayList<>();
    findings.add(HostFinding.ok(SELINUX, "SELinux is " + (enforcing ? "enforcing" : "permissive"), WHY_SELINUX));
    for (Path folder : folders) {
      ProgramAnswer label = host.run(List.of("stat", "--format=%C", "--", folder.toString()), LIMIT, "");
      label(folder, label.succeeded() ? label.output().strip() : "", enforcing, mayUse(host)).ifPresent(findings::add);
    }
    return findings;
  }

  private static Set<String> mayUse(LocalHost host) {
    Set<String> on = new TreeSet<>();
    for (String name : SWITCHES.values()) {
      // "1 1": what is in force, and what would be after the pending change.
      if (host.read("/sys/fs/selinux/booleans/" + name).orElse("").startsWith("1")) {
        on.add(name);
      }
    }
    return on;
  }

  /** Returns what is wrong with a folder's label, such as {@code system_u:object_r:virt_image_t:s0}. */
  static Optional<HostFinding> label(Path folder, String label, boolean enforcing, Set<String> switchedOn) {
    String[] parts = label.split(":", -1);
    if (parts.length < 3) {
      return Optional.of(HostFinding.note(SELINUX, folder + " has no label that can be read", WHY_SELINUX, ""));
    }
    String type = parts[2];
    String needed = SWITCHES.get(type);
    if (IMAGE_TYPES.contains(type) || (needed != null && switchedOn.contains(needed))) {
      return Optional.empty();
    }
    String word = ShellWord.of(folder.toString());
    String remedy = needed != null ? "setsebool -P " + needed + " 1"
        : "semanage fcontext -a -t virt_image_t " + ShellWord.of(folder + "(/.*)?") + " && restorecon -R " + word;
    String found = folder + " has the label " + type + ", not virt_image_t";
    return Optional.of(enforcing
        ? HostFinding.warning(SELINUX, found, WHY_SELINUX, remedy)
        : HostFinding.note(SELINUX, found + "; SELinux only warns of it now", WHY_SELINUX, remedy));
  }

  /** Returns what AppArmor means for guests. */
  public static HostFinding apparmor(LocalHost host) {
    boolean enabled = host.read("/sys/module/apparmor/parameters/enabled").map(text -> text.startsWith("Y")).orElse(false);
    return apparmor(enabled, enabled ? host.read("/sys/kernel/security/apparmor/profiles") : Optional.empty());
  }

  /** Returns what the kernel's list of profiles tells; it is empty when this user may not read it. */
  static HostFinding apparmor(boolean enabled, Optional<String> profiles) {
    if (!enabled) {
      return HostFinding.ok(APPARMOR, "AppArmor is not enabled", WHY_APPARMOR);
    }
    if (profiles.isEmpty()) {
      return HostFinding.note(APPARMOR, "AppArmor is enabled; its profiles are shown to root only", WHY_APPARMOR, "");
    }
    boolean helper = profiles.get().lines().anyMatch(line -> line.contains("virt-aa-helper"));
    return helper
        ? HostFinding.ok(APPARMOR, "AppArmor is enabled, and libvirt's profiles are loaded", WHY_APPARMOR)
        : HostFinding.warning(APPARMOR, "AppArmor is enabled, and libvirt's profile virt-aa-helper is not loaded", WHY_APPARMOR,
            "apparmor_parser -r /etc/apparmor.d/usr.lib.libvirt.virt-aa-helper");
  }
}
