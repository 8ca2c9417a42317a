package org.xen2kvm.migration.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdom2.Element;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.xml.ChangeReplay;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainPath;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.converter.xml.DomainTree;

/**
 * The definition that the guest gets on KVM: what the converter made, with the disks that the plan makes and, where the
 * guest cannot start by itself, the kernel on the host. Every difference from the source is a recorded change.
 *
 * @param source the Xen definition's text
 * @param domain the KVM definition's text
 * @param changes every difference between them
 * @param findings what a person should know
 */
public record DomainDefinition(String source, String domain, List<Change> changes, List<Finding> findings) {
  /** The author of changes that put the overlay, or the image made of it, in the source disk's place. */
  static final RuleId DISK_IMAGE = new RuleId("migration-disk-image");

  /** The author of changes that let the host start the guest's kernel. */
  static final RuleId HOST_BOOT = new RuleId("migration-host-boot");

  private static final DomainPath DISKS = DomainPath.of("/domain/devices/disk");
  private static final DomainPath OS = DomainPath.of("/domain/os");
  private static final DomainPath BOOT = DomainPath.of("/domain/os/boot");

  public DomainDefinition {
    changes = List.copyOf(changes);
    findings = List.copyOf(findings);
  }

  /** Returns what the converter made, completed by what the plan makes. */
  public static DomainDefinition of(ConversionResult conversion, List<PlannedDisk> disks, Optional<HostBoot> hostBoot) {
    if (conversion.outcome() != Outcome.CONVERTED) {
      return new DomainDefinition(conversion.definition(), conversion.converted(), conversion.changes(), conversion.findings());
    }
    DomainTree domain;
    try {
      domain = DomainParser.parse(conversion.definition());
      // The same tree goes on being edited, so that the addresses of later changes are those of the source, too.
      ChangeReplay.replay(domain, conversion.changes());
    } catch (DomainSyntaxException e) {
      throw new IllegalStateException("The converter's source cannot be read", e);
    }
    List<Change> changes = new ArrayList<>(conversion.changes());
    DomainEditor diskEditor = new DomainEditor(domain, DISK_IMAGE, changes);
    for (PlannedDisk disk : disks) {
      if (!disk.result().equals(disk.source().image())) {
        useImage(diskEditor, disk);
      }
    }
    DomainEditor bootEditor = new DomainEditor(domain, HOST_BOOT, changes);
    hostBoot.ifPresent(boot -> bootFromHost(bootEditor, boot));
    return new DomainDefinition(conversion.definition(), domain.print(), changes, conversion.findings());
  }

  private static void useImage(DomainEditor domain, PlannedDisk planned) {
    String reason = "The guest's files are fixed in this image, and the source disk stays as it is";
    boolean found = false;
    for (Element disk : domain.select(DISKS)) {
      Element target = disk.getChild("target");
      Element source = disk.getChild("source");
      if (target == null || source == null
          || !target.getAttributeValue("dev", "").equals(planned.source().targetDev())) {
        continue;
      }
      found = true;
      DiskElement.use(domain, disk, source, planned.result(), reason);
    }
    if (!found) {
      throw new IllegalStateException("The domain has no disk " + planned.source().targetDev() + " to give its overlay to");
    }
  }

  private static void bootFromHost(DomainEditor domain, HostBoot boot) {
    String reason = "The guest cannot start by itself, so the host starts its kernel";
    Element os = domain.first(OS);
    if (os == null) {
      throw new IllegalStateException("A converted domain has an <os>");
    }
    set(domain, os, "kernel", boot.kernel().toString(), reason);
    boot.initramfs().ifPresent(initramfs -> set(domain, os, "initrd", initramfs.toString(), reason));
    set(domain, os, "cmdline", boot.cmdline(), reason);
  }

  private static void set(DomainEditor domain, Element os, String name, String text, String reason) {
    Element present = os.getChild(name);
    if (present != null) {
      domain.setText(present, text, reason);
      return;
    }
    Element added = new Element(name).setText(text);
    Element boot = domain.first(BOOT);
    if (boot == null) {
      domain.append(os, added, reason);
    } else {
      domain.insertBefore(boot, added, reason);
    }
  }
}
