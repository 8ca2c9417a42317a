package org.xen2kvm.converter.xl.peripheral;

import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;

/** Folders of the host that the guest mounts ({@code p9}) and its TPM ({@code vtpm}): what needs a service on the host. */
final class SharedFolders implements Part {

  /** What xl takes (tools/xl/xl_parse.c, p9). */
  private static final Set<String> KEYS = Set.of("tag", "path", "security_model", "backend");

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    for (Given given : settings.many("p9")) {
      folder(given, sketch);
    }
    for (Given given : settings.many("vtpm")) {
      Element tpm = DomainEditor.element("tpm", "model", "tpm-tis")
          .addContent(DomainEditor.element("backend", "type", "emulator"));
      sketch.read(given, sketch.device(tpm, given.place()));
    }
  }

  private static void folder(Given given, DomainSketch sketch) {
    KeyValues values = KeyValues.of(given, sketch);
    values.tellOfOthers(KEYS, given, sketch);
    String path = values.get("path", "");
    String tag = values.get("tag", "");
    if (path.isEmpty() || tag.isEmpty()) {
      sketch.warnOfValue(given.value().place(),
          "'" + given.name() + "' needs a path and a tag; the folder is dropped",
          "Add a <filesystem> to the result if the guest needs it.");
      return;
    }
    // libxl knows the model none, which is QEMU's squash in libvirt's words: owners that cannot be kept are let go.
    String access = switch (values.get("security_model", "none")) {
      case "mapped", "mapped-xattr", "mapped-file" -> "mapped";
      case "passthrough" -> "passthrough";
      default -> "squash";
    };
    Element folder = DomainEditor.element("filesystem", "type", "mount", "accessmode", access)
        .addContent(DomainEditor.element("source", "dir", path))
        .addContent(DomainEditor.element("target", "dir", tag));
    sketch.read(given, sketch.device(folder, given.place()));
    sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.WARNING, given.place(),
        "'" + given.name() + "' shares " + DomainSketch.shown(path) + " over Xen's transport; on KVM it is virtio's",
        "Mount it in the guest with -o trans=virtio in place of trans=xen.");
    if (!values.get("backend", "0").equals("0")) {
      sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.WARNING, given.place(),
          "'" + given.name() + "' is a folder of another domain (backend), which KVM does not have",
          "Copy the folder to the KVM host.");
    }
  }
}
