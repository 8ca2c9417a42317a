package org.xen2kvm.migration.survey.domain;

import java.util.List;
import java.util.Optional;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.migration.batch.DomainTraits;

/**
 * One input of a survey: what it is, what it uses, and what stands in its way. Immutable.
 *
 * @param input its name in messages
 * @param state what became of it
 * @param problem why it could not be read; empty unless its state is {@link State#FAILED}
 * @param name the domain's name as the source has it; empty when unknown
 * @param kind how it runs today
 * @param system what it runs, as far as the policy or the definition's hints tell: {@code linux}, {@code windows}, {@code other} or
 *     {@code unknown}
 * @param boot what starts it
 * @param memoryKib the most memory that it can have; 0 when unknown
 * @param vcpus the most processors that it can have; 0 when unknown
 * @param disks its drives
 * @param nics its network interfaces
 * @param devices what of a host's hardware it has
 * @param files what else of a host's files and programs it names
 * @param displays the displays whose port is fixed
 * @param processors what it wants of the host's processors; empty when nothing
 * @param findings what the conversion says, errors and warnings only
 * @param traits what others could have as well; empty when it is refused or could not be read
 */
public record SurveyedDomain(
    String input,
    State state,
    String problem,
    String name,
    Kind kind,
    String system,
    Boot boot,
    long memoryKib,
    int vcpus,
    List<DiskUse> disks,
    List<NicUse> nics,
    List<DeviceUse> devices,
    List<FileUse> files,
    List<DisplayUse> displays,
    Optional<ProcessorWish> processors,
    List<Finding> findings,
    Optional<DomainTraits> traits) {

  public SurveyedDomain {
    disks = List.copyOf(disks);
    nics = List.copyOf(nics);
    devices = List.copyOf(devices);
    files = List.copyOf(files);
    displays = List.copyOf(displays);
    findings = List.copyOf(findings);
  }

  /** What became of an input. */
  public enum State {
    /** It can be converted. */
    CONVERTED,
    /** It is a KVM domain already. */
    UNCHANGED,
    REFUSED,
    /** It could not be read. */
    FAILED
  }

  /** How a domain runs today. */
  public enum Kind {
    PV,
    HVM,
    PVH,
    /** Under KVM or QEMU already. */
    KVM,
    UNKNOWN
  }

  /** What starts a guest. */
  public enum Boot {
    BIOS,
    UEFI,
    /** A kernel that lies on the Xen host. */
    HOST_KERNEL,
    /** A loader of Xen's that reads the guest's own boot configuration: pygrub, pv-grub. */
    XEN_LOADER,
    UNKNOWN
  }

  /** Returns how many findings there are of a severity. */
  public int count(Severity severity) {
    int count = 0;
    for (Finding finding : findings) {
      count += finding.severity() == severity ? 1 : 0;
    }
    return count;
  }
}
