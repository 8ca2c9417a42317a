package org.xen2kvm.migration.host.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.migration.host.report.HostFinding.Level;

/** What labels and profiles mean. */
final class SecurityCheckTest {
  private static final Path SRV = Path.of("/srv/my images");

  @Test
  void aFolderWithAnotherLabelIsRelabelled() {
    HostFinding finding = SecurityCheck.label(SRV, "system_u:object_r:var_t:s0", true, Set.of()).orElseThrow();

    assertThat(finding.level()).isEqualTo(Level.WARNING);
    assertThat(finding.found()).isEqualTo("/srv/my images has the label var_t, not virt_image_t");
    assertThat(finding.remedy()).isEqualTo(
        "semanage fcontext -a -t virt_image_t '/srv/my images(/.*)?' && restorecon -R '/srv/my images'");
  }

  @Test
  void labelsForImagesAreFine() {
    assertThat(SecurityCheck.label(SRV, "system_u:object_r:virt_image_t:s0", true, Set.of())).isEmpty();
    assertThat(SecurityCheck.label(SRV, "system_u:object_r:svirt_image_t:s0:c1,c2", true, Set.of())).isEmpty();
  }

  @Test
  void nfsIsOpenedByItsSwitch() {
    assertThat(SecurityCheck.label(SRV, "system_u:object_r:nfs_t:s0", true, Set.of()).orElseThrow().remedy())
        .isEqualTo("setsebool -P virt_use_nfs 1");
    assertThat(SecurityCheck.label(SRV, "system_u:object_r:nfs_t:s0", true, Set.of("virt_use_nfs"))).isEmpty();
  }

  @Test
  void permissiveOnlyNotes() {
    assertThat(SecurityCheck.label(SRV, "u:r:var_t:s0", false, Set.of()).orElseThrow().level()).isEqualTo(Level.NOTE);
  }

  @Test
  void labelsAreAskedOfTheSystemOnlyUnderSelinux() {
    FakeMachine machine = new FakeMachine().file("/sys/fs/selinux/enforce", "1")
        .program("stat --format=%C -- /srv/my images", "system_u:object_r:default_t:s0\n");

    assertThat(SecurityCheck.selinux(machine, List.of(SRV))).extracting(HostFinding::level)
        .containsExactly(Level.OK, Level.WARNING);
    FakeMachine without = new FakeMachine();
    assertThat(SecurityCheck.selinux(without, List.of(SRV))).extracting(HostFinding::found)
        .containsExactly("SELinux is not enabled");
    assertThat(without.ran()).isEmpty();
  }

  @Test
  void libvirtsProfilesHaveToBeLoaded() {
    assertThat(SecurityCheck.apparmor(true, Optional.of("libvirtd (enforce)\nvirt-aa-helper (enforce)\n")).level())
        .isEqualTo(Level.OK);
    HostFinding missing = SecurityCheck.apparmor(true, Optional.of("lsb_release (enforce)\n"));
    assertThat(missing.level()).isEqualTo(Level.WARNING);
    assertThat(missing.remedy()).startsWith("apparmor_parser -r ");
    assertThat(SecurityCheck.apparmor(true, Optional.empty()).level()).isEqualTo(Level.NOTE);
    assertThat(SecurityCheck.apparmor(new FakeMachine()).found()).isEqualTo("AppArmor is not enabled");
    assertThat(SecurityCheck.apparmor(new FakeMachine().file("/sys/module/apparmor/parameters/enabled", "Y\n")
        .file("/sys/kernel/security/apparmor/profiles", "virt-aa-helper (enforce)\n")).level()).isEqualTo(Level.OK);
  }
}
