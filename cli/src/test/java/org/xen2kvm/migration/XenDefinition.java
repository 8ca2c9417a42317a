package org.xen2kvm.migration;

import java.nio.file.Path;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;

/** Definitions of Xen guests as tests write them, and what becomes of them. */
public final class XenDefinition {
  private XenDefinition() {}

  /** Returns a fully virtual domain that converts without a finding worth a warning. */
  public static String of(String name, String disks) {
    return """
        <domain type='xen'>
          <name>%s</name>
          <memory unit='KiB'>1048576</memory>
          <os>
            <type arch='x86_64' machine='xenfv'>hvm</type>
            <boot dev='hd'/>
          </os>
          <features>
            <acpi/>
          </features>
          <devices>
        %s  </devices>
        </domain>
        """.formatted(name, disks);
  }

  /** Returns the lines of a disk, paravirtual or IDE as its target says. */
  public static String disk(String device, String format, Path file, String target) {
    return """
            <disk type='file' device='%s'>
              <driver name='qemu' type='%s'/>
              <source file='%s'/>
              <target dev='%s' bus='%s'/>
            </disk>
        """.formatted(device, format, file, target, target.startsWith("hd") ? "ide" : "xen");
  }

  /** Returns what anybody gets who decides nothing. */
  public static ConversionResult convert(String definition) {
    return DomainConverter.convert(definition, Policy.defaults(), HostProfile.generic(), GuestFacts.unknown());
  }
}
