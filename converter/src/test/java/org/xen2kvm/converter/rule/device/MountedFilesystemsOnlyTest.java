package org.xen2kvm.converter.rule.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class MountedFilesystemsOnlyTest {
  private final RuleTester tester = RuleTester.of(new MountedFilesystemsOnly()).in(Frame.HVM_DEVICES);

  @Test
  void removesTemplates() {
    RuleTester.Run run = tester.rewrites(
        """
        <filesystem type='mount'>
          <source dir='/srv'/>
          <target dir='srv'/>
        </filesystem>
        <filesystem type='template'>
          <source name='f'/>
          <target dir='/'/>
        </filesystem>
        """,
        """
        <filesystem type='mount'>
          <source dir='/srv'/>
          <target dir='srv'/>
        </filesystem>
        """);

    assertThat(run.findings()).hasSize(1);
  }

  @Test
  void removesAContainersDriver() {
    tester.rewrites(
        """
        <filesystem type='mount'>
          <driver type='handle' wrpolicy='immediate'/>
          <source dir='/srv'/>
          <target dir='srv'/>
        </filesystem>
        """,
        """
        <filesystem type='mount'>
          <source dir='/srv'/>
          <target dir='srv'/>
        </filesystem>
        """);
  }

  @Test
  void leavesASharedDirectoryAlone() {
    tester.leavesAlone(
        """
        <filesystem type='mount'>
          <driver type='path' wrpolicy='immediate'/>
          <source dir='/srv'/>
          <target dir='srv'/>
        </filesystem>
        """);
  }
}
