package org.xen2kvm.converter.xl.disk;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.xl.device.Remark;
import org.xen2kvm.converter.xl.device.SpecText;
import org.xen2kvm.converter.xl.disk.DiskSpec.Access;
import org.xen2kvm.converter.xl.disk.DiskSpec.Backend;
import org.xen2kvm.converter.xl.disk.DiskSpec.Discard;
import org.xen2kvm.converter.xl.disk.DiskSpec.Format;
import org.xen2kvm.converter.xl.disk.DiskSpecLexer.Kind;
import org.xen2kvm.converter.xl.disk.DiskSpecLexer.Token;

/**
 * Puts the parameters of a DISKSPEC where they belong, the positional ones into what is not yet said. Stops at the first error.
 * For one text.
 */
final class DiskSpecParser {
  private static final String FORM =
      "Write it as xl-disk-configuration(5) has it: format=…, vdev=…, access=…, target=PATH.";

  /** {@code block-NAME} is the script that such a prefix stands for. */
  private static final Set<String> SCRIPT_PREFIXES = Set.of("iscsi", "nbd", "enbd", "drbd");

  private final String text;
  private final List<Remark> remarks = new ArrayList<>();
  private final Set<String> prefixes = new LinkedHashSet<>();
  private @Nullable String target;
  private @Nullable Format format;
  private @Nullable String vdev;
  private @Nullable Backend backend;
  private @Nullable Boolean virtio;
  private Access access = Access.READ_WRITE;
  private boolean accessByPosition;
  private boolean cdrom;
  private String backendDomain = "";
  private String script = "";
  private Discard discard = Discard.UNSAID;
  private int targetOffset;
  private int vdevOffset;
  private boolean failed;

  DiskSpecParser(String text) {
    this.text = text;
  }

  DiskSpec parse() {
    Optional<Remark> unreadable = SpecText.refusal("The disk specification", text);
    unreadable.ifPresent(this::fail);
    DiskSpecLexer lexer = new DiskSpecLexer(text);
    while (!failed) {
      Token token = lexer.next();
      if (token.kind() == Kind.END) {
        break;
      }
      take(token);
    }
    if (!failed) {
      complete();
    }
    Access completed = cdrom ? Access.READ_ONLY : access;
    return new DiskSpec(or(target), format == null ? Format.RAW : format, or(vdev), cdrom, completed,
        backend == null ? Backend.CHOSEN_BY_XEN : backend, virtio != null && virtio, backendDomain, script, prefixes, discard,
        vdevOffset, remarks);
  }

  private void take(Token token) {
    int offset = token.offset();
    switch (token.kind()) {
      case KEY -> key(token);
      case FLAG -> flag(token.name(), offset);
      case PREFIX -> prefix(token.name(), offset);
      case POSITIONAL -> positional(token.value(), offset);
      case UNKNOWN_KEY -> fail("xl knows no parameter " + token.name() + " of a disk", offset);
      case UNKNOWN_PREFIX -> fail("xl knows no prefix " + token.name() + ": of a disk", offset);
      case BAD -> fail(Remark.error("An equals sign stands where none can be in a disk specification",
          "If it belongs to the path, write the path last, as target=PATH.", offset));
      case END -> { }
    }
  }

  private void key(Token token) {
    String value = token.value();
    int offset = token.offset();
    int valueOffset = offset + token.name().length() + 1;
    switch (token.name()) {
      case "target" -> setTarget(value, valueOffset);
      case "format" -> setFormat(value, valueOffset);
      case "vdev" -> setVdev(value, valueOffset);
      case "access" -> setAccess(value, valueOffset);
      case "devtype" -> setDevtype(value, valueOffset);
      case "backend" -> backendDomain = once("backend", backendDomain, value, offset);
      case "backendtype" -> setBackend(value, valueOffset);
      case "specification" -> setSpecification(value, valueOffset);
      case "script" -> script = once("script", script, value, offset);
      case "grant_usage" -> {
        if (!value.equals("0") && !value.equals("1")) {
          fail("grant_usage is 0 or 1", valueOffset);
        }
      }
      default -> colo(offset);
    }
  }

  private void flag(String name, int offset) {
    switch (name) {
      case "cdrom" -> cdrom = true;
      case "discard" -> discard = Discard.ON;
      case "no-discard" -> discard = Discard.OFF;
      case "direct-io-safe" -> remarks.add(Remark.note(
          "direct-io-safe was about how Xen's back end opened the image; KVM's cache mode is the policy's to choose", offset));
      case "untrusted" -> remarks.add(Remark.note(
          "The disk's back end was not trusted; a guest under KVM has to trust its host", offset));
      case "colo" -> colo(offset);
      default -> {
        // trusted and no-colo are what Xen does anyway.
      }
    }
  }

  private void colo(int offset) {
    String message = "The disk was replicated to a second host (COLO)";
    if (remarks.stream().noneMatch(remark -> remark.message().equals(message))) {
      remarks.add(Remark.warning(message, "Nothing replicates it under KVM: set up replication of the storage.", offset));
    }
  }

  private void prefix(String name, int offset) {
    prefixes.add(name);
    targetOffset = target == null ? offset + name.length() + 1 : targetOffset;
    if (SCRIPT_PREFIXES.contains(name)) {
      script = once("script", script, "block-" + name, offset);
    } else if (name.equals("vmdk")) {
      format(Format.VMDK, offset);
    } else if (name.equals("raw") || name.equals("qcow") || name.equals("qcow2") || name.equals("vhd")) {
      setFormat(name, offset);
    }
  }

  private void positional(String value, int offset) {
    if (target == null) {
      setTarget(value, offset);
    } else if (prefixes.isEmpty() && format == null) {
      // xend's way to write an empty drive: ,hdc:cdrom,r
      if (target.isEmpty() && value.indexOf(':') >= 0) {
        vdevAndDevtype(value, offset);
        format = Format.EMPTY;
      } else {
        setFormat(value, offset);
      }
    } else if (vdev == null) {
      vdevAndDevtype(value, offset);
    } else if (!accessByPosition) {
      accessByPosition = true;
      setAccess(value, offset);
    } else if (!prefixes.isEmpty() && backendDomain.isEmpty() && !value.isEmpty()) {
      // xend's fourth field.
      backendDomain = value;
    } else {
      fail("The disk specification has too many parameters", offset);
    }
  }

  /** {@code hdc:cdrom}: what stands behind the last colon is the kind of device. */
  private void vdevAndDevtype(String value, int offset) {
    int colon = value.lastIndexOf(':');
    if (colon < 0) {
      setVdev(value, offset);
    } else {
      setVdev(value.substring(0, colon), offset);
      setDevtype(value.substring(colon + 1), offset + colon + 1);
    }
  }

  private void setTarget(String value, int offset) {
    target = once("target", or(target), value, offset);
    targetOffset = prefixes.isEmpty() || !value.isEmpty() ? offset : targetOffset;
  }

  private void setVdev(String value, int offset) {
    vdev = once("vdev", or(vdev), value, offset);
    vdevOffset = offset;
  }

  private void setDevtype(String value, int offset) {
    switch (value) {
      case "cdrom" -> cdrom = true;
      case "disk" -> cdrom = false;
      default -> fail("xl knows no kind of disk called " + value, offset);
    }
  }

  private void setAccess(String value, int offset) {
    switch (value) {
      case "r", "ro" -> access = Access.READ_ONLY;
      case "w", "rw", "" -> access = Access.READ_WRITE;
      case "w!" -> access = Access.SHARED;
      default -> fail("xl knows no access " + value + " to a disk", offset);
    }
  }

  private void setFormat(String value, int offset) {
    switch (value) {
      case "", "raw" -> format(Format.RAW, offset);
      case "qcow" -> format(Format.QCOW, offset);
      case "qcow2" -> format(Format.QCOW2, offset);
      case "qed" -> format(Format.QED, offset);
      case "vhd" -> format(Format.VHD, offset);
      case "empty" -> format(Format.EMPTY, offset);
      default -> fail("xl knows no image format " + value, offset);
    }
  }

  private void format(Format value, int offset) {
    if (format != null && format != value) {
      fail("The disk has two formats", offset);
    }
    format = value;
  }

  private void setBackend(String value, int offset) {
    Backend wanted;
    switch (value) {
      case "phy" -> wanted = Backend.PHY;
      case "tap" -> wanted = Backend.TAP;
      case "qdisk" -> wanted = Backend.QDISK;
      case "standalone" -> wanted = Backend.STANDALONE;
      default -> {
        fail("xl knows no back end " + value + " for disks", offset);
        return;
      }
    }
    if (backend != null && backend != wanted) {
      fail("The disk has two back ends", offset);
    }
    backend = wanted;
  }

  private void setSpecification(String value, int offset) {
    boolean wanted = value.equals("virtio");
    if (!wanted && !value.equals("xen")) {
      fail("xl knows no disk protocol " + value, offset);
    } else if (virtio != null && virtio != wanted) {
      fail("The disk has two protocols", offset);
    }
    virtio = wanted;
  }

  /** Returns the new text of something that may be said once; an empty text does not count as said. */
  private String once(String what, String old, String value, int offset) {
    if (!old.isEmpty()) {
      fail("The disk specification says the " + what + " twice", offset);
    }
    return value;
  }

  private void complete() {
    String device = or(vdev);
    if (device.endsWith(":cdrom") || device.endsWith(":disk")) {
      int colon = device.lastIndexOf(':');
      vdev = device.substring(0, colon);
      cdrom |= device.endsWith(":cdrom");
    }
    if (cdrom && or(target).isEmpty()) {
      format = Format.EMPTY;
    }
    if (or(vdev).isEmpty()) {
      fail("The disk specification names no virtual device (vdev)", 0);
    } else if (!cdrom && (or(target).isEmpty() || format == Format.EMPTY)) {
      fail(Remark.error("The hard disk has no image: its target is missing or empty",
          "Name the image as target=PATH, or remove the disk from the list.", targetOffset));
    }
  }

  private void fail(String message, int offset) {
    fail(Remark.error(message, FORM, offset));
  }

  private void fail(Remark error) {
    if (!failed) {
      remarks.add(error);
      failed = true;
    }
  }

  private static String or(@Nullable String value) {
    return value == null ? "" : value;
  }
}
