package org.xen2kvm.converter.testing;

/** A domain around the part that a test is about, so that the test shows that part alone. */
public enum Frame {
  /** The test's text is a whole document. */
  NONE("@", 0),
  /** The test's text stands among the devices of a paravirtual domain. */
  PV_DEVICES(
      """
      <domain type='xen'>
        <name>pv1</name>
        <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
        <memory unit='KiB'>524288</memory>
        <vcpu>2</vcpu>
        <bootloader>/usr/bin/pygrub</bootloader>
        <os>
          <type>linux</type>
        </os>
        <devices>
      @
        </devices>
      </domain>
      """,
      4),
  /** The test's text stands among the devices of a fully virtual domain. */
  HVM_DEVICES(
      """
      <domain type='xen'>
        <name>hvm1</name>
        <uuid>1b2c3d4e-5f6a-4b7c-8d9e-0f1a2b3c4d5e</uuid>
        <memory unit='KiB'>1048576</memory>
        <vcpu>2</vcpu>
        <os>
          <type arch='x86_64' machine='xenfv'>hvm</type>
          <loader>/usr/lib/xen/boot/hvmloader</loader>
          <boot dev='hd'/>
        </os>
        <features>
          <acpi/>
          <apic/>
          <pae/>
        </features>
        <devices>
      @
        </devices>
      </domain>
      """,
      4),
  /** The test's text stands between vcpu and devices of a domain: os, features, cpu, clock, lifecycle. */
  DOMAIN(
      """
      <domain type='xen'>
        <name>any1</name>
        <uuid>2c3d4e5f-6a7b-4c8d-9e0f-1a2b3c4d5e6f</uuid>
        <memory unit='KiB'>1048576</memory>
        <vcpu>4</vcpu>
      @
        <devices/>
      </domain>
      """,
      2);

  private final String template;
  private final int indent;

  Frame(String template, int indent) {
    this.template = template;
    this.indent = indent;
  }

  /** Returns the whole document. */
  String around(String part) {
    if (this == NONE) {
      return part;
    }
    String indented = part.isBlank() ? "" : part.stripTrailing().indent(indent).stripTrailing();
    return indented.isEmpty() ? template.replace("@\n", "") : template.replace("@", indented);
  }
}
