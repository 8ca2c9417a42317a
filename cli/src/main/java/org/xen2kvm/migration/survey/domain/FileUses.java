package org.xen2kvm.migration.survey.domain;

import java.util.ArrayList;
import java.util.List;
import org.jdom2.Element;

/** Reads which files and programs of the Xen host a definition names, other than disks. Stateless. */
final class FileUses {
  private FileUses() {}

  /** Returns all of them but the emulator, of which each host has its own. */
  static List<FileUse> of(Element root) {
    List<FileUse> uses = new ArrayList<>();
    Element os = DefinitionReader.child(root, "os");
    for (String each : List.of("kernel", "initrd", "dtb", "loader", "nvram")) {
      add(uses, each, DefinitionReader.text(os, each));
    }
    for (Element table : DefinitionReader.child(os, "acpi").getChildren("table")) {
      add(uses, "acpi-table", table.getTextTrim());
    }
    add(uses, "bootloader", DefinitionReader.text(root, "bootloader"));
    Element devices = DefinitionReader.child(root, "devices");
    for (Element disk : devices.getChildren("disk")) {
      add(uses, "script", DefinitionReader.attribute(disk, "script", "path"));
      add(uses, "script", DefinitionReader.attribute(DefinitionReader.child(disk, "source"), "script", "path"));
    }
    for (Element nic : devices.getChildren("interface")) {
      add(uses, "script", DefinitionReader.attribute(nic, "script", "path"));
    }
    for (Element shared : devices.getChildren("filesystem")) {
      add(uses, "folder", DefinitionReader.attribute(shared, "source", "dir"));
    }
    for (String each : List.of("serial", "parallel", "console")) {
      for (Element port : devices.getChildren(each)) {
        if ("dev".equals(port.getAttributeValue("type"))) {
          add(uses, each, DefinitionReader.attribute(port, "source", "path"));
        }
      }
    }
    return uses;
  }

  private static void add(List<FileUse> uses, String purpose, String path) {
    FileUse use = new FileUse(purpose, path, true);
    if (!path.isEmpty() && !uses.contains(use)) {
      uses.add(use);
    }
  }
}
