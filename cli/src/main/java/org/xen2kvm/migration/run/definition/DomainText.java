package org.xen2kvm.migration.run.definition;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jdom2.Element;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainPath;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.converter.xml.DomainTree;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.runner.storage.HostVolume;

/** What a definition says of names and disks, and a definition with other disks. For one thread. */
public final class DomainText {
  private static final RuleId FOLDED = new RuleId("migration-folded-disk");
  private static final RuleId COPIED = new RuleId("migration-copied-disk");
  private static final DomainPath NAME = DomainPath.of("/domain/name");
  private static final DomainPath UUID = DomainPath.of("/domain/uuid");
  private static final DomainPath AGENT =
      DomainPath.of("/domain/devices/channel/target[@name='org.qemu.guest_agent.0']");
  private static final DomainPath KERNEL = DomainPath.of("/domain/os/kernel");
  private static final DomainPath INITRD = DomainPath.of("/domain/os/initrd");
  private static final DomainPath DISKS = DomainPath.of("/domain/devices/disk");

  private final DomainTree tree;

  private DomainText(DomainTree tree) {
    this.tree = tree;
  }

  /**
   * Returns a definition.
   *
   * @throws MigrationException (FAILED) when it cannot be read
   */
  public static DomainText of(String xml) {
    try {
      return new DomainText(DomainParser.parse(xml));
    } catch (DomainSyntaxException e) {
      throw new MigrationException(Reason.FAILED, "The domain's definition cannot be read: " + e.getMessage(), "", e);
    }
  }

  /** Returns the domain's name. */
  public String name() {
    return text(NAME);
  }

  /** Returns its UUID; empty when libvirt is to make one up. */
  public String uuid() {
    return text(UUID);
  }

  private String text(DomainPath path) {
    return tree.select(path).stream().findFirst().map(Element::getTextTrim).orElse("");
  }

  /** Returns whether an agent in the guest would be heard. */
  public boolean hasAgentChannel() {
    return !tree.select(AGENT).isEmpty();
  }

  /** Returns the files and devices that are its disks. */
  public Set<String> diskFiles() {
    Set<String> files = new TreeSet<>();
    for (Element disk : tree.select(DISKS)) {
      Element source = disk.getChild("source");
      if (source != null && !path(source).isEmpty()) {
        files.add(path(source));
      }
    }
    return files;
  }

  /** Returns the file or device that a source names, or an empty text. */
  private static String path(Element source) {
    return source.getAttributeValue("file", source.getAttributeValue("dev", ""));
  }

  /** Returns the definition with a host's volumes in the place of files of this one. */
  public String withVolumes(Map<Path, HostVolume> volumes) {
    DomainEditor editor = new DomainEditor(tree, COPIED, new ArrayList<>());
    String reason = "The file was copied into this volume";
    for (Element disk : tree.select(DISKS)) {
      Element source = disk.getChild("source");
      String file = source == null ? "" : path(source);
      HostVolume volume = file.startsWith("/") ? volumes.get(Path.of(file)) : null;
      if (source != null && volume != null) {
        lead(editor, disk, source, volume.path(), volume.block(), reason);
      }
    }
    for (DomainPath path : List.of(KERNEL, INITRD)) {
      for (Element booted : tree.select(path)) {
        HostVolume volume = volumes.get(Path.of(booted.getTextTrim()));
        if (volume != null) {
          editor.setText(booted, volume.path(), reason);
        }
      }
    }
    return tree.print();
  }

  /** Returns the definition with other images in the place of some. */
  public String withImages(Map<Path, DiskImage> images) {
    List<Change> changes = new ArrayList<>();
    DomainEditor editor = new DomainEditor(tree, FOLDED, changes);
    String reason = "What was in the overlay is in this image now";
    for (Element disk : tree.select(DISKS)) {
      Element source = disk.getChild("source");
      DiskImage image = source == null ? null : images.get(Path.of(source.getAttributeValue("file", "/")));
      if (source != null && image != null) {
        lead(editor, disk, source, image.file().toString(), !Files.isRegularFile(image.file()), reason);
        editor.setAttribute(
            Objects.requireNonNull(disk.getChild("driver")), "type", image.format().qemuName(), reason);
      }
    }
    return tree.print();
  }

  /** Lets a disk lead to another file or device. */
  private static void lead(DomainEditor editor, Element disk, Element source, String path, boolean device, String reason) {
    editor.setAttribute(disk, "type", device ? "block" : "file", reason);
    editor.removeAttribute(source, device ? "file" : "dev", reason);
    editor.setAttribute(source, device ? "dev" : "file", path, reason);
  }
}
