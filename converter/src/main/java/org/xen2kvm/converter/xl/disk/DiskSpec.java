package org.xen2kvm.converter.xl.disk;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xen2kvm.converter.xl.device.Remark;

/**
 * What a DISKSPEC of {@code disk = [ … ]} says, defaults filled in, exactly as xl understands it (Xen,
 * xl-disk-configuration(5), tools/libs/util/libxlu_disk_l.l and libxlu_disk.c).
 *
 * <p>Some things are read that xl does not read but that Xen hosts have, from xend's days: access {@code w!} for a disk that
 * several domains write, a domain's name behind the access, the prefixes {@code tap:sync:} and {@code tap:vmdk:}; and a keyed
 * {@code vdev=hdc:cdrom}.
 *
 * @param target path, or text for the script; empty for none
 * @param format how the image is written
 * @param vdev the device as the guest sees it, as written
 * @param cdrom whether it is a CD drive
 * @param access who may write
 * @param backend which back end was asked for
 * @param virtio whether the guest sees a virtio device already under Xen ({@code specification=virtio})
 * @param backendDomain the domain that serves the disk; empty for the control domain
 * @param script the hotplug script; empty for Xen's own
 * @param prefixes deprecated prefixes such as {@code tap} and {@code aio}, in their order
 * @param discard whether the guest may give blocks back
 * @param vdevOffset where the parameter that says the vdev begins
 * @param remarks what was found; with an ERROR among them the rest is only what was read before it
 */
public record DiskSpec(
    String target,
    Format format,
    String vdev,
    boolean cdrom,
    Access access,
    Backend backend,
    boolean virtio,
    String backendDomain,
    String script,
    Set<String> prefixes,
    Discard discard,
    int vdevOffset,
    List<Remark> remarks) {
  public DiskSpec {
    prefixes = Collections.unmodifiableSet(new LinkedHashSet<>(prefixes));
    remarks = List.copyOf(remarks);
  }

  /** Formats of images; EMPTY is a drive without a medium. */
  public enum Format {
    RAW,
    QCOW,
    QCOW2,
    QED,
    VHD,
    VMDK,
    EMPTY
  }

  /** Who may write to the image. */
  public enum Access {
    READ_ONLY,
    READ_WRITE,
    /** Several domains at once, which xend wrote {@code w!}. */
    SHARED
  }

  /** Xen's back ends; CHOSEN_BY_XEN when the specification asks for none. */
  public enum Backend {
    CHOSEN_BY_XEN,
    PHY,
    TAP,
    QDISK,
    STANDALONE
  }

  /** Whether the guest may give blocks back. */
  public enum Discard {
    UNSAID,
    ON,
    OFF
  }

  /** Reads a specification. What is none has a remark of severity ERROR. */
  public static DiskSpec parse(String text) {
    return new DiskSpecParser(text).parse();
  }

  /** Returns whether the text could be read in full. */
  public boolean isUsable() {
    return remarks.stream().noneMatch(Remark::isError);
  }
}
