package org.xen2kvm.migration.survey;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.xen2kvm.converter.policy.NetworkMapping;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.migration.batch.NetworkCoverage;
import org.xen2kvm.migration.batch.TraitIndex;
import org.xen2kvm.migration.survey.EstateSurvey.AddressPrefix;
import org.xen2kvm.migration.survey.EstateSurvey.Coverage;
import org.xen2kvm.migration.survey.EstateSurvey.DeviceNeed;
import org.xen2kvm.migration.survey.EstateSurvey.DisplayNeed;
import org.xen2kvm.migration.survey.EstateSurvey.FileNeed;
import org.xen2kvm.migration.survey.EstateSurvey.ImageNeed;
import org.xen2kvm.migration.survey.EstateSurvey.NetworkNeed;
import org.xen2kvm.migration.survey.EstateSurvey.RuleCount;
import org.xen2kvm.migration.survey.EstateSurvey.StorageNeed;
import org.xen2kvm.migration.survey.EstateSurvey.Totals;
import org.xen2kvm.migration.survey.domain.DeviceUse;
import org.xen2kvm.migration.survey.domain.DiskUse;
import org.xen2kvm.migration.survey.domain.DisplayUse;
import org.xen2kvm.migration.survey.domain.FileUse;
import org.xen2kvm.migration.survey.domain.NicUse;
import org.xen2kvm.migration.survey.domain.SurveyedDomain;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.Boot;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.Kind;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.State;

/** Puts together what an estate needs, domain by domain. For one thread, which adds inputs in their order. */
public final class EstateSurveyor {
  /** Whose addresses virtual hardware has; the first is Xen's, IEEE's registry has them all. */
  private static final Map<String, String> MAKERS = Map.of(
      "00:16:3e", "Xen", "52:54:00", "QEMU", "00:50:56", "VMware", "00:0c:29", "VMware", "00:15:5d", "Hyper-V", "08:00:27", "VirtualBox");

  private final NetworkCoverage coverage;
  private final List<SurveyedDomain> domains = new ArrayList<>();
  private final TraitIndex traits = new TraitIndex();
  private final Uses<StoragePlace> storage = new Uses<>();
  private final Map<StoragePlace, Integer> imagesThere = new HashMap<>();
  private final Map<ImagePlace, DiskUse> images = new LinkedHashMap<>();
  private final Set<ImagePlace> written = new HashSet<>();
  private final Uses<ImagePlace> imageUses = new Uses<>();
  private final Uses<DeviceUse> devices = new Uses<>();
  private final Uses<FileUse> files = new Uses<>();
  private final Uses<DisplayUse> displays = new Uses<>();
  private final Map<String, Integer> addresses = new TreeMap<>();
  private final Map<RuleId, RuleCount> errors = new LinkedHashMap<>();
  private final Map<RuleId, RuleCount> warnings = new LinkedHashMap<>();

  /** What an interface connects to, and after the conversion; of a KVM domain the name is the KVM host's already. */
  private record Link(String type, String name, String toType, String toName, boolean kvm) {}

  /** One image, whoever declares it as what. */
  private record ImagePlace(String protocol, String place, String servers) {}

  /** Makes a survey of domains that are converted by a policy. */
  public EstateSurveyor(Policy policy) {
    this.coverage = NetworkCoverage.of(policy);
  }

  /** Adds the next input. */
  public void add(SurveyedDomain domain) {
    domains.add(domain);
    String input = domain.input();
    domain.traits().ifPresent(all -> traits.add(input, all));
    for (NicUse nic : domain.nics()) {
      if (nic.mac().length() == 17) {
        addresses.merge(nic.mac().substring(0, 8), 1, Integer::sum);
      }
    }
    for (DiskUse disk : domain.disks()) {
      ImagePlace place = new ImagePlace(disk.protocol(), disk.place(), disk.servers());
      boolean isNew = images.putIfAbsent(place, disk) == null;
      imageUses.add(place, input);
      if (disk.written()) {
        written.add(place);
      }
      StoragePlace.of(disk).ifPresent(found -> {
        storage.add(found, input);
        imagesThere.merge(found, isNew ? 1 : 0, Integer::sum);
      });
    }
    domain.devices().forEach(device -> devices.add(device, input));
    domain.files().forEach(file -> files.add(file, input));
    domain.displays().forEach(display -> displays.add(display, input));
    count(domain.findings());
  }

  private void count(List<Finding> findings) {
    Set<RuleId> told = new HashSet<>();
    for (Severity severity : List.of(Severity.ERROR, Severity.WARNING)) {
      for (Finding finding : findings) {
        if (finding.severity() == severity && told.add(finding.rule())) {
          (severity == Severity.ERROR ? errors : warnings).merge(finding.rule(),
              new RuleCount(finding.rule(), severity, 1, finding.message(), finding.advice()),
              (one, more) -> new RuleCount(one.rule(), severity, one.domains() + 1, one.message(), one.advice()));
        }
      }
    }
  }

  /** Returns the survey of all that was added. */
  public EstateSurvey survey() {
    List<RuleCount> rules = new ArrayList<>();
    for (Map<RuleId, RuleCount> counts : List.of(errors, warnings)) {
      counts.values().stream()
          .sorted((one, other) -> Integer.compare(other.domains(), one.domains()))
          .forEach(rules::add);
    }
    Uses<Link> links = links();
    EstateSurvey found = new EstateSurvey(totals(), rules, domains, links.mostUsedFirst(link -> network(link, links.of(link))),
        storage.mostUsedFirst(place -> new StorageNeed(place.type(), place.name(), imagesThere.getOrDefault(place, 0), storage.of(place).inputs())),
        images(false), images(true),
        devices.mostUsedFirst(device -> new DeviceNeed(device.type(), device.address(), devices.of(device).inputs())),
        files.mostUsedFirst(file -> new FileNeed(file.purpose(), file.path(), file.needed(), files.of(file).inputs())),
        displays.mostUsedFirst(display -> new DisplayNeed(display.type(), display.port(), displays.of(display).inputs())),
        prefixes(), traits.findings(), List.of());
    return new EstateSurvey(found.totals(), found.rules(), found.domains(), found.networks(), found.storage(), found.images(),
        found.networkDisks(), found.devices(), found.files(), found.displays(), found.addresses(), found.batch(),
        Preparation.of(found, coverage.defaultBridge()));
  }

  /** A domain that is refused does not say what its networks become: they are what the same become of the others. */
  private Uses<Link> links() {
    Map<Link, Link> converted = new HashMap<>();
    for (SurveyedDomain domain : domains) {
      for (NicUse nic : domain.nics()) {
        if (!nic.toType().isEmpty()) {
          converted.putIfAbsent(unconverted(domain, nic), link(domain, nic));
        }
      }
    }
    Uses<Link> links = new Uses<>();
    for (SurveyedDomain domain : domains) {
      for (NicUse nic : domain.nics()) {
        Link link = link(domain, nic);
        links.add(nic.toType().isEmpty() ? converted.getOrDefault(link, link) : link, domain.input());
      }
    }
    return links;
  }

  private static Link link(SurveyedDomain domain, NicUse nic) {
    return new Link(nic.type(), nic.source(), nic.toType(), nic.toSource(), domain.kind() == Kind.KVM);
  }

  private static Link unconverted(SurveyedDomain domain, NicUse nic) {
    return new Link(nic.type(), nic.source(), "", "", domain.kind() == Kind.KVM);
  }

  private NetworkNeed network(Link link, Uses.User user) {
    return new NetworkNeed(link.type(), link.name(), user.times(), coverage(link), to(link), user.inputs());
  }

  private static String to(Link link) {
    boolean same = link.toType().equals(link.type()) && link.toName().equals(link.name());
    return same || link.toName().isEmpty() ? (same ? "" : link.toType()) : link.toType() + " " + link.toName();
  }

  private Coverage coverage(Link link) {
    // A domain that is refused names its networks as the Xen host does.
    String type = link.toType().isEmpty() ? link.type() : link.toType();
    String name = link.toType().isEmpty() ? link.name() : link.toName();
    if (!link.kvm() && kind(link.type()).flatMap(kind -> coverage.mapping(kind, link.name())).isPresent()) {
      return Coverage.MAPPED;
    }
    Optional<NetworkMapping.Kind> kind = kind(type);
    return link.kvm() || kind.isEmpty() ? Coverage.KEPT
        : name.isEmpty() || coverage.isExpected(kind.get(), name) ? Coverage.EXPECTED : Coverage.UNMAPPED;
  }

  private static Optional<NetworkMapping.Kind> kind(String type) {
    return switch (type) {
      case "bridge" -> Optional.of(NetworkMapping.Kind.BRIDGE);
      case "network" -> Optional.of(NetworkMapping.Kind.NETWORK);
      default -> Optional.empty();
    };
  }

  private List<ImageNeed> images(boolean network) {
    List<ImageNeed> found = new ArrayList<>();
    images.forEach((place, disk) -> {
      if (place.protocol().isEmpty() != network) {
        found.add(new ImageNeed(disk.type(), disk.place(), disk.protocol(), disk.servers(), disk.format(), disk.device(),
            written.contains(place), disk.secret(), imageUses.of(place).inputs()));
      }
    });
    return found;
  }

  private List<AddressPrefix> prefixes() {
    List<AddressPrefix> prefixes = new ArrayList<>();
    addresses.forEach((prefix, nics) -> prefixes.add(new AddressPrefix(prefix, MAKERS.getOrDefault(prefix, ""), nics)));
    prefixes.sort((one, other) -> Integer.compare(other.nics(), one.nics()));
    return prefixes;
  }

  private Totals totals() {
    Map<State, Integer> states = new EnumMap<>(State.class);
    Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    Map<String, Integer> systems = new TreeMap<>();
    Map<Boot, Integer> boots = new EnumMap<>(Boot.class);
    for (State state : State.values()) {
      states.put(state, 0);
    }
    long memory = 0;
    long mostMemory = 0;
    long vcpus = 0;
    int mostVcpus = 0;
    long disks = 0;
    long nics = 0;
    long unaddressed = 0;
    for (SurveyedDomain domain : domains) {
      states.merge(domain.state(), 1, Integer::sum);
      if (domain.kind() != Kind.UNKNOWN) {
        kinds.merge(domain.kind(), 1, Integer::sum);
        systems.merge(domain.system(), 1, Integer::sum);
        boots.merge(domain.boot(), 1, Integer::sum);
      }
      memory += domain.memoryKib();
      mostMemory = Math.max(mostMemory, domain.memoryKib());
      vcpus += domain.vcpus();
      mostVcpus = Math.max(mostVcpus, domain.vcpus());
      disks += domain.disks().size();
      nics += domain.nics().size();
      unaddressed += domain.nics().stream().filter(nic -> nic.mac().isEmpty()).count();
    }
    return new Totals(domains.size(), states, kinds, systems, boots, memory, mostMemory, vcpus, mostVcpus, disks, nics, unaddressed);
  }
}
