package org.xen2kvm.converter.rule.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class DomainInOrderTest {
  private final RuleTester tester = RuleTester.of(new DomainInOrder()).in(Frame.NONE);

  @Test
  void whatIsOutOfOrderMoves() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <vcpu>2</vcpu>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <devices/>
        </domain>
        """);

    assertThat(run.changes()).hasSize(1);
  }

  @Test
  void theFewestMove() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <devices/>
          <name>web1</name>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <memory>524288</memory>
          <vcpu>2</vcpu>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <devices/>
        </domain>
        """);

    assertThat(run.changes()).singleElement().extracting(Change::xpath).isEqualTo("/domain/devices");
  }

  @Test
  void whatBelongsFirstMovesFirst() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <name>web1</name>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <devices/>
        </domain>
        """);

    assertThat(run.changes()).hasSize(1);
  }

  @Test
  void aReversedDomainIsPutInOrder() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <devices/>
          <vcpu>2</vcpu>
          <memory>524288</memory>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <name>web1</name>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <memory>524288</memory>
          <vcpu>2</vcpu>
          <devices/>
        </domain>
        """);

    assertThat(run.changes()).hasSize(4);
  }

  @Test
  void elementsOfOneNameKeepTheirOrder() {
    tester.rewrites(
        """
        <domain type='xen'>
          <seclabel type='none' model='a'/>
          <name>web1</name>
          <memory>524288</memory>
          <seclabel type='none' model='b'/>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
          <seclabel type='none' model='a'/>
          <seclabel type='none' model='b'/>
        </domain>
        """);
  }

  @Test
  void unknownPartsAndOtherNamespacesStayWhereTheyAre() {
    tester.rewrites(
        """
        <domain type='xen'>
          <my:x xmlns:my='urn:my'/>
          <name>web1</name>
          <future/>
          <memory>524288</memory>
          <my:name xmlns:my='urn:my'>x</my:name>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <my:x xmlns:my='urn:my'/>
          <name>web1</name>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <future/>
          <memory>524288</memory>
          <my:name xmlns:my='urn:my'>x</my:name>
          <devices/>
        </domain>
        """);
  }

  @Test
  void commentsStay() {
    tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <!-- size -->
          <memory>524288</memory>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <!-- size -->
          <memory>524288</memory>
          <devices/>
        </domain>
        """);
  }

  @Test
  void bootEntriesAreBroughtTogether() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <os>
            <type>hvm</type>
            <boot dev='cdrom'/>
            <loader>/x</loader>
            <boot dev='hd'/>
          </os>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <os>
            <type>hvm</type>
            <loader>/x</loader>
            <boot dev='cdrom'/>
            <boot dev='hd'/>
          </os>
          <devices/>
        </domain>
        """);

    assertThat(run.changes()).hasSize(1);
  }

  @Test
  void theOrderUnderOsIsFreeOtherwise() {
    tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <os>
            <boot dev='cdrom'/>
            <boot dev='hd'/>
            <loader>/x</loader>
            <type>hvm</type>
          </os>
          <devices/>
        </domain>
        """);
  }

  @Test
  void libvirtsOrderStays() {
    tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <title>t</title>
          <metadata/>
          <memory>524288</memory>
          <currentMemory>524288</currentMemory>
          <vcpu>2</vcpu>
          <os/>
          <features/>
          <clock offset='utc'/>
          <devices/>
        </domain>
        """);
  }
}
