package org.xen2kvm.converter.rule.domain;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.jdom2.Element;
import org.xen2kvm.converter.policy.Policy.UuidChoice;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Gives the domain a new UUID where the policy asks for one: derived from the old one, so always the same. */
final class UuidDerivedAnew implements Rule {
  private static final DomainPath SMBIOS_UUID = DomainPath.of("/domain/sysinfo/system/entry[@name='uuid']");

  /** RFC 9562, section 5.8: version 8 is for UUIDs made in a way of one's own. */
  private static final long VERSION_8 = 0x8000L;

  private static final long VERSION_BITS = 0xF000L;

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "uuid-new",
      Phase.DOMAIN,
      "Gives the domain a new UUID",
      """
      The UUID is the guest's identity: licences, DHCP leases and monitoring may hang on it, so it stays unless the \
      policy says uuid: new. That is for a copy that lives beside the original, since two domains with one UUID cannot \
      be defined on one host.

      The new one is derived from the old one, so that a repeated conversion gives the same domain again. It is of \
      version 8 (RFC 9562), and its second half is derived from its first; that is how this rule knows its own work \
      and leaves it alone. The UUID in <sysinfo> changes along, for libvirt refuses two different ones. Where there is \
      none, libvirt makes one.
      """,
      "libvirt, formatdomain: general metadata",
      "RFC 9562, section 5.8");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    Element uuid = domain.root().getChild("uuid");
    if (context.policy().domain().uuid() != UuidChoice.NEW || uuid == null || !uuid.getChildren().isEmpty()) {
      return;
    }
    String old = canonical(uuid.getTextTrim());
    if (isOwnWork(old)) {
      return;
    }
    String derived = derive(old);
    for (Element entry : domain.select(SMBIOS_UUID)) {
      if (entry.getChildren().isEmpty() && canonical(entry.getTextTrim()).equals(old)) {
        domain.setText(entry, derived, "The system UUID must be the domain's");
      }
    }
    domain.setText(uuid, derived, "The policy asks for a new UUID");
    context.note(uuid, "The domain has a new UUID; licences and leases that depend on the old one do not follow");
  }

  /** Returns the digits alone, in lower case: old libvirt wrote no dashes. */
  private static String canonical(String uuid) {
    return uuid.replace("-", "").toLowerCase(Locale.ROOT);
  }

  private static String derive(String old) {
    long first = (hash(old).getMostSignificantBits() & ~VERSION_BITS) | VERSION_8;
    return new UUID(first, secondHalf(first)).toString();
  }

  private static boolean isOwnWork(String digits) {
    if (!digits.matches("[0-9a-f]{32}")) {
      return false;
    }
    long first = Long.parseUnsignedLong(digits.substring(0, 16), 16);
    long second = Long.parseUnsignedLong(digits.substring(16), 16);
    return (first & VERSION_BITS) == VERSION_8 && second == secondHalf(first);
  }

  private static long secondHalf(long first) {
    return hash(Long.toHexString(first)).getLeastSignificantBits();
  }

  private static UUID hash(String text) {
    return UUID.nameUUIDFromBytes(("xen2kvm:" + text).getBytes(StandardCharsets.UTF_8));
  }
}
