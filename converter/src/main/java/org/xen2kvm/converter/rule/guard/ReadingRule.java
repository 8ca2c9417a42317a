package org.xen2kvm.converter.rule.guard;

import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.RuleDescriptor;

/**
 * What the reader of Xen configurations says. It speaks before there is a tree, so these are not rules, but they have
 * descriptors, pages, changes and findings like rules; the guards that refuse a text altogether are {@link SyntaxGuard}'s.
 */
public enum ReadingRule {
  SETTING(
      "xl-setting",
      "Reads a setting of a Xen configuration",
      """
      A configuration for xl or xm becomes the XML that libvirt would have for the same guest on a Xen host, and the rules \
      for Xen's XML do the rest. Each setting is a change of its own, with its place in the file: what stands there, and \
      which element of that XML says the same. A setting without one either has no meaning beyond Xen, which \
      xl-key-without-meaning-on-kvm says, or stands for what is the default in any case.

      Defaults are those of xl, not of libvirt, whose own reader differs: an HVM guest has acpi, apic, pae and a VNC display \
      unless the file says otherwise, boots from hard disk and then CD, and is destroyed when it crashes.
      """,
      true),
  VALUE(
      "xl-value",
      "Tells of a value that its key cannot have",
      """
      A number that is none, a word that the key does not know, an address that is no address. Where the guest would not be \
      the same without the setting (its memory, its type, a disk) the configuration is refused; elsewhere the setting counts \
      as not given.
      """,
      true),
  UNKNOWN_KEY(
      "xl-unknown-key",
      "Tells of a key that xl does not know",
      """
      xl ignores such keys without a word, so a key with a typing error has never had an effect under Xen, and tools keep \
      data of their own under keys of their own. Whoever wrote the line meant something by it; so it is said.
      """,
      false),
  WITHOUT_MEANING(
      "xl-key-without-meaning-on-kvm",
      "Tells of settings that have no meaning on KVM",
      """
      Many settings tune Xen itself: its schedulers, grant tables, device model, shadow page tables. They are dropped. It is \
      a note where nobody will miss them, and a warning where the guest had something by them that it will not have on KVM, \
      or where the operator relied on them.
      """,
      false),
  OVERRIDDEN(
      "xl-key-overridden",
      "Tells of settings that another one overrides",
      """
      A later assignment of the same key wins, cmdline wins over root and extra, vfb of a paravirtual guest over vnc, type \
      over builder. What lost had no effect under Xen and has none here; but it may be what somebody believed to be in effect.
      """,
      false),
  TOLERATED_SYNTAX(
      "xl-tolerated-syntax",
      "Tells of text that xl itself would not have read",
      """
      Files of xend and of other tools hold what xl refuses. Where its meaning is plain it is read: keys with capital letters, \
      u'…', True and False, negative numbers, a backslash at the end of a line inside brackets. Dictionaries are read over, \
      and that is said, because their content is lost.
      """,
      false),
  DISK(
      "xl-disk",
      "Tells what was found in a disk specification",
      """
      A disk specification has a grammar of its own, with positions, keys and a history of prefixes. What is not clear in it, \
      was deprecated, or cannot be kept is said at the character where it stands; one that is none refuses the guest, which \
      would otherwise start without that disk.
      """,
      true),
  VIF(
      "xl-vif",
      "Tells what was found in an interface specification",
      """
      Keys and values separated by commas: bridge, address, model, script, rate. What is missing (a MAC address, by which the \
      guest and its network know each other) or cannot be kept is said at the character where it stands.
      """,
      true);

  @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
  private final RuleDescriptor descriptor;

  ReadingRule(String id, String title, String description, boolean always) {
    RuleDescriptor plain = RuleDescriptor.of(
        id, Phase.GUARD, title, description, "Xen, xl.cfg(5), xl-disk-configuration(5), xl-network-configuration(5)",
        "Xen, tools/xl/xl_parse.c", "libvirt, src/libxl: xen_xl.c, xen_xm.c, xen_common.c");
    this.descriptor = always ? plain.always() : plain;
  }

  public RuleDescriptor descriptor() {
    return descriptor;
  }
}
