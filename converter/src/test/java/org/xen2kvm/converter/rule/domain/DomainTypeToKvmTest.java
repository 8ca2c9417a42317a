package org.xen2kvm.converter.rule.domain;

import org.xen2kvm.converter.policy.Policy.DomainType;
import org.xen2kvm.converter.HostProfile;
import java.util.Set;
import java.util.Optional;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class DomainTypeToKvmTest {
  private final RuleTester tester = RuleTester.of(new DomainTypeToKvm()).in(Frame.NONE);

  @Test
  void xenBecomesKvm() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """,
        """
        <domain type='kvm'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.changes()).singleElement().extracting(Change::before).isEqualTo("xen");
  }

  @Test
  void xenBecomesQemuWhereThePolicySaysSo() {
    tester.with(Policy.builder().type(Policy.DomainType.QEMU).build()).rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """,
        """
        <domain type='qemu'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);
  }

  @Test
  void kvmStaysKvm() {
    tester.leavesAlone(
        """
        <domain type='kvm'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);
  }

  @Test
  void otherTypesAreNotTouched() {
    tester.leavesAlone(
        """
        <domain type='lxc'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);
  }

  @Test
  void aDomainWithoutTypeIsNotTouched() {
    tester.leavesAlone(
        """
        <domain>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);
  }

  @Test
  void aHostWithoutKvmIsToldUnlessThePolicySaysQemu() {
    HostProfile emulation = new HostProfile("tcg", "x86_64", Optional.of("qemu"), Optional.empty(), Set.of(),
        Optional.empty(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
    String xen = "<domain type='xen'><name>a</name><memory>524288</memory><devices/></domain>";

    assertThat(tester.with(emulation).rewrites(xen, xen.replace("'xen'", "'kvm'")).messages())
        .containsExactly("The host profile tcg offers qemu and no KVM");
    assertThat(tester.with(emulation).with(Policy.builder().type(DomainType.QEMU).build())
        .rewrites(xen, xen.replace("'xen'", "'qemu'")).messages()).containsExactly("The guest will run under software "
            + "emulation, many times slower: the host profile tcg offers no KVM");
  }
}
