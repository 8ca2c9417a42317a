package org.xen2kvm.converter.rule.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;

/** The profile of the guide makes of the guide's own example, byte for byte, what the guide's steps make of it by hand. */
class GuideExampleTest {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("xen2kvm.root", ".."), "..", "shared/corpus/realworld/suse-guide-SLES11SP3.xml");

  /** What a person with an editor does, step by step: lines of the example, and what takes their place. */
  private static final Map<String, String> BY_HAND = new LinkedHashMap<>();

  static {
    BY_HAND.put("<domain type='xen'>\n", "<domain type='kvm'>\n");
    BY_HAND.put("  <bootloader>/usr/bin/pygrub</bootloader>\n", "");
    BY_HAND.put("    <type>linux</type>\n", "    <type arch='x86_64'>hvm</type>\n    <boot dev='hd'/>\n");
    BY_HAND.put("<emulator>/usr/lib/xen/bin/qemu-dm</emulator>", "<emulator>/usr/bin/qemu-kvm</emulator>");
    BY_HAND.put("<driver name='file'/>", "<driver name='qemu' type='raw'/>");
    BY_HAND.put("<target dev='xvda' bus='xen'/>", "<target dev='vda' bus='virtio'/>");
    BY_HAND.put("      <script path='vif-bridge'/>\n", "");
    BY_HAND.put("    <console type='pty'>\n      <target type='xen' port='0'/>\n    </console>\n", "");
    BY_HAND.put("<input type='mouse' bus='xen'/>", "<input type='mouse' bus='ps2'/>");
    BY_HAND.put("  </devices>\n", "    <memballoon model='virtio'/>\n  </devices>\n");
  }

  @Test
  void theGuidesExampleComesOutAsByHand() throws IOException {
    if (!Files.exists(EXAMPLE)) {
      System.out.println("Skipped: the guide's example is not beside the project");
      return;
    }
    String source = Files.readString(EXAMPLE);
    String expected = source;
    for (Map.Entry<String, String> step : BY_HAND.entrySet()) {
      assertThat(expected).contains(step.getKey());
      expected = expected.replace(step.getKey(), step.getValue());
    }

    ConversionResult result =
        DomainConverter.convert(source, Policy.guide(), HostProfile.generic(), GuestFacts.unknown());

    assertThat(result.outcome()).isEqualTo(Outcome.CONVERTED);
    assertThat(result.converted()).isEqualTo(expected);
    assertThat(result.changes()).extracting(change -> change.rule().value())
        .doesNotContainAnyElementsOf(List.of("cpu-default", "features-acpi-apic", "nic-model"));
  }

  /** The same on a definition of our own, so that it is tried where the example is not at hand. */
  @Test
  void aDefinitionOfOurOwnComesOutAsByHand() {
    String source =
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>262144</memory>
          <bootloader>/usr/bin/pygrub</bootloader>
          <os>
            <type>linux</type>
          </os>
          <devices>
            <emulator>/usr/lib/xen/bin/qemu-dm</emulator>
            <disk type='file' device='disk'>
              <driver name='file'/>
              <source file='/srv/web1.raw'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <console type='pty'>
              <target type='xen' port='0'/>
            </console>
            <input type='mouse' bus='xen'/>
          </devices>
        </domain>
        """;

    assertThat(DomainConverter.convert(source, Policy.guide(), HostProfile.generic(), GuestFacts.unknown()).converted())
        .isEqualTo(
            """
            <domain type='kvm'>
              <name>web1</name>
              <memory>262144</memory>
              <os>
                <type arch='x86_64'>hvm</type>
                <boot dev='hd'/>
              </os>
              <devices>
                <emulator>/usr/bin/qemu-kvm</emulator>
                <disk type='file' device='disk'>
                  <driver name='qemu' type='raw'/>
                  <source file='/srv/web1.raw'/>
                  <target dev='vda' bus='virtio'/>
                </disk>
                <input type='mouse' bus='ps2'/>
                <memballoon model='virtio'/>
              </devices>
            </domain>
            """);
  }
}
