package org.xen2kvm.migration.survey;

import java.util.List;
import java.util.Map;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.migration.batch.BatchFindings;
import org.xen2kvm.migration.survey.domain.SurveyedDomain;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.Boot;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.Kind;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.State;

/**
 * What an estate needs before anything of it is moved. Lists of needs have those first that most inputs share, and name the inputs in
 * their order. Immutable.
 *
 * @param totals sums
 * @param rules what stands in the way, by the rule that says it: errors first
 * @param domains each input, in order
 * @param networks the bridges and networks that interfaces connect to
 * @param storage the folders, volume groups and pools of the Xen hosts that hold images
 * @param images what drives hold, each image once
 * @param networkDisks those that are reached over the network
 * @param devices devices of the Xen hosts that domains have for themselves
 * @param files other files and programs of the Xen hosts
 * @param displays fixed ports of displays
 * @param addresses the first halves of the interfaces' addresses, which name a maker
 * @param batch what several inputs have and only one domain can, and the networks that nobody mapped
 * @param steps what to do before migrating
 */
public record EstateSurvey(
    Totals totals,
    List<RuleCount> rules,
    List<SurveyedDomain> domains,
    List<NetworkNeed> networks,
    List<StorageNeed> storage,
    List<ImageNeed> images,
    List<ImageNeed> networkDisks,
    List<DeviceNeed> devices,
    List<FileNeed> files,
    List<DisplayNeed> displays,
    List<AddressPrefix> addresses,
    BatchFindings batch,
    List<Step> steps) {

  public EstateSurvey {
    rules = List.copyOf(rules);
    domains = List.copyOf(domains);
    networks = List.copyOf(networks);
    storage = List.copyOf(storage);
    images = List.copyOf(images);
    networkDisks = List.copyOf(networkDisks);
    devices = List.copyOf(devices);
    files = List.copyOf(files);
    displays = List.copyOf(displays);
    addresses = List.copyOf(addresses);
    steps = List.copyOf(steps);
  }

  /**
   * Sums over all inputs whose definition could be read, refused ones and copies included.
   *
   * @param states how many inputs came to which end; all four are there
   * @param kinds how many domains run how; those that there are
   * @param systems how many domains run what; those that there are
   * @param boots how many domains are started by what; those that there are
   * @param memoryKib the memory of all domains
   * @param mostMemoryKib that of the largest one
   * @param vcpus the processors of all domains
   * @param mostVcpus those of the domain with most
   * @param disks the drives that are not empty
   * @param nics the network interfaces
   * @param nicsWithoutAddress those that get another address each time they are defined anew
   */
  public record Totals(
      int inputs,
      Map<State, Integer> states,
      Map<Kind, Integer> kinds,
      Map<String, Integer> systems,
      Map<Boot, Integer> boots,
      long memoryKib,
      long mostMemoryKib,
      long vcpus,
      int mostVcpus,
      long disks,
      long nics,
      long nicsWithoutAddress) {}

  /**
   * What a rule says of the estate.
   *
   * @param domains how many inputs it says it of
   * @param message what it says of the first one
   * @param advice what it says to do there
   */
  public record RuleCount(RuleId rule, Severity severity, int domains, String message, String advice) {}

  /** What becomes of a bridge or network. */
  public enum Coverage {
    /** The policy maps it. */
    MAPPED,
    /** The policy speaks of it as one of the KVM host: as the end of a mapping, or as the default bridge. */
    EXPECTED,
    /** Domains keep its name, and nobody says that the KVM host has it. */
    UNMAPPED,
    /** It is of a kind that policies do not map, such as a network card. */
    KEPT
  }

  /**
   * A bridge or network; told once for each of the things that its interfaces become.
   *
   * @param type {@code bridge}, {@code network}, {@code direct} …
   * @param name its name on the Xen host; empty for interfaces that name none
   * @param nics how many interfaces connect to it
   * @param to what it becomes, such as {@code bridge br0}; empty when that is the same, or nothing
   */
  public record NetworkNeed(String type, String name, int nics, Coverage coverage, String to, List<String> inputs) {}

  /**
   * A place of images.
   *
   * @param type {@code folder}, {@code volume-group}, {@code zfs-pool}, {@code devices} or {@code pool}
   * @param images how many images are there
   */
  public record StorageNeed(String type, String name, int images, List<String> inputs) {}

  /**
   * An image, of which nothing but its definition is known: neither whether it is there, nor how large it is.
   *
   * @param type {@code file}, {@code block}, {@code volume}, {@code network} or {@code dir}
   * @param place where it is
   * @param protocol how it is reached over the network; empty for one on the host
   * @param servers where; empty when it is on the host, or the definition does not say
   * @param format as the first definition that names it declares it
   * @param device {@code disk}, {@code cdrom} …
   * @param written whether a domain writes to it that shares it with nobody
   * @param secret whether its server asks for a secret that libvirt has to have
   */
  public record ImageNeed(
      String type, String place, String protocol, String servers, String format, String device, boolean written, boolean secret,
      List<String> inputs) {}

  /** A device; see {@link org.xen2kvm.migration.survey.domain.DeviceUse}. */
  public record DeviceNeed(String type, String address, List<String> inputs) {}

  /** A file or program; see {@link org.xen2kvm.migration.survey.domain.FileUse}. */
  public record FileNeed(String purpose, String path, boolean needed, List<String> inputs) {}

  /** A port; several inputs with one port cannot run on one host together. */
  public record DisplayNeed(String type, int port, List<String> inputs) {}

  /**
   * The first three bytes of addresses.
   *
   * @param maker whose they are; empty when not one of those that virtual hardware has
   */
  public record AddressPrefix(String prefix, String maker, int nics) {}

  /**
   * Something to do before migrating.
   *
   * @param about which list shows more of it, in one word
   * @param text what to do, one sentence or a few
   * @param lines lines of a policy, commands or names that go with it; may be many
   */
  public record Step(String about, String text, List<String> lines) {
    public Step {
      lines = List.copyOf(lines);
    }
  }
}
