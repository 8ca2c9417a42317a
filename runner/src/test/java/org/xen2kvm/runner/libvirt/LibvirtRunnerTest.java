package org.xen2kvm.runner.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.DomainRunnerContract;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.libvirt.nativecall.LibvirtLibrary;

/** A real libvirt keeps the contract; and what only a real one can show. */
final class LibvirtRunnerTest extends DomainRunnerContract {
  @Override
  protected DomainRunner connect() {
    return EmbeddedLibvirt.shared().newRunner();
  }

  @Test
  void refusedConnectionSaysWhy() {
    RunnerException relative = refusal("qemu:///embed?root=relative");

    assertThat(relative.error()).isEqualTo(RunnerError.CONFIG_UNSUPPORTED);
    assertThat(relative).hasMessageContaining("absolute");
  }

  @Test
  void secondEmbeddedRootIsRefused() {
    String root = EmbeddedLibvirt.shared().root().toString();

    assertThat(refusal("qemu:///embed?root=" + root + "-other"))
        .hasMessageContaining("already open with path '" + root + "'");
  }

  @Test
  void theEmbeddedDriverIsKeptFromACardThatWouldEndTheProcess() {
    runner().define("""
        <domain type='qemu'>
          <name>contract-direct</name>
          <memory unit='MiB'>16</memory>
          <os>
            <type arch='x86_64' machine='pc'>hvm</type>
          </os>
          <devices>
            <interface type='direct'>
              <source dev='lo' mode='bridge'/>
            </interface>
          </devices>
        </domain>
        """);
    try {
      assertThat(catchThrowableOfType(RunnerException.class, () -> runner().start("contract-direct")).error())
          .isEqualTo(RunnerError.CONFIG_UNSUPPORTED);
    } finally {
      runner().undefine("contract-direct");
    }
  }

  @Test
  void tellsThatTheMemoryOfADomainIsKept() {
    EmbeddedLibvirt libvirt = EmbeddedLibvirt.shared();
    runner().define("""
        <domain type='qemu'>
          <name>contract-saved</name>
          <memory unit='MiB'>16</memory>
          <os>
            <type arch='x86_64' machine='pc'>hvm</type>
          </os>
        </domain>
        """);
    try {
      runner().start("contract-saved");
      assertThat(runner().hasSavedState("contract-saved")).isFalse();

      SavedDomain.save(libvirt.uri(), "contract-saved");

      assertThat(runner().hasSavedState("contract-saved")).isTrue();
    } finally {
      libvirt.remove("contract-saved");
    }
  }

  @Test
  void removeEndsADomainInWhateverState() {
    EmbeddedLibvirt libvirt = EmbeddedLibvirt.shared();
    String xml = """
        <domain type='qemu'>
          <name>contract-removed</name>
          <memory unit='MiB'>16</memory>
          <os>
            <type arch='x86_64' machine='pc'>hvm</type>
          </os>
        </domain>
        """;

    runner().define(xml);
    runner().start("contract-removed");
    runner().undefine("contract-removed"); // runs on, transient
    libvirt.remove("contract-removed");
    libvirt.remove("contract-removed"); // there is none

    assertThat(runner().list()).extracting(DefinedDomain::name).doesNotContain("contract-removed");
  }

  /** Each opening of an embedded driver would take one of libvirt's few slots for drivers. */
  @Test
  void embeddedDriverOpensAnyNumberOfTimes() {
    for (int time = 0; time < 50; time++) {
      try (DomainRunner again = connect()) {
        assertThat(again.version()).isEqualTo(runner().version());
      }
    }
  }

  @Test
  void errorNamesThePartOfLibvirtThatFailed() {
    RunnerException unknown =
        Objects.requireNonNull(catchThrowableOfType(RunnerException.class, () -> runner().state("contract-unknown")));

    assertThat(unknown.errorDomain()).as("VIR_FROM_QEMU").isEqualTo(10);
  }

  @Test
  void missingLibraryIsOneErrorThatNamesThePackages() {
    RunnerException missing = Objects.requireNonNull(
        catchThrowableOfType(RunnerException.class, () -> LibvirtLibrary.load("libvirt-absent.so.0")));

    assertThat(missing.error()).isEqualTo(RunnerError.LIBRARY_MISSING);
    assertThat(missing).message().contains(
        "libvirt-absent.so.0", "apt-get install libvirt0", "dnf install libvirt-libs", "zypper install libvirt-libs");
  }

  private static RunnerException refusal(String uri) {
    return Objects.requireNonNull(catchThrowableOfType(RunnerException.class, () -> LibvirtRunner.open(uri)));
  }
}
