package org.xen2kvm.migration.survey.domain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdom2.Element;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.decision.Decisions;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.converter.xml.DomainTree;
import org.xen2kvm.migration.batch.DomainTraits;
import org.xen2kvm.migration.batch.NetworkCoverage;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.Boot;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.Kind;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.State;

/**
 * Reads what a survey tells of one domain out of its conversion: what it uses out of the definition as the Xen host has it, so that a
 * refused domain is surveyed as well. Immutable; safe for use by several threads.
 */
public final class DefinitionReader {
  private final Policy policy;
  private final HostProfile host;
  private final NetworkCoverage coverage;

  /** Makes a reader for domains that are converted by one policy for one host. */
  public DefinitionReader(Policy policy, HostProfile host) {
    this.policy = policy;
    this.host = host;
    this.coverage = NetworkCoverage.of(policy);
  }

  /** Returns an input that could not be read. */
  public static SurveyedDomain failed(String input, String problem) {
    return new SurveyedDomain(input, State.FAILED, problem, "", Kind.UNKNOWN, "unknown", Boot.UNKNOWN, 0, 0, List.of(), List.of(),
        List.of(), List.of(), List.of(), Optional.empty(), List.of(), Optional.empty());
  }

  /** Returns an input that is refused before it is read as a definition. */
  public static SurveyedDomain refused(String input, Finding reason) {
    return unread(input, List.of(reason));
  }

  private static SurveyedDomain unread(String input, List<Finding> findings) {
    return new SurveyedDomain(input, State.REFUSED, "", "", Kind.UNKNOWN, "unknown", Boot.UNKNOWN, 0, 0, List.of(), List.of(),
        List.of(), List.of(), List.of(), Optional.empty(), findings, Optional.empty());
  }

  /** Returns what a conversion shows. */
  public SurveyedDomain read(String input, ConversionResult result) {
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : result.findings()) {
      if (finding.severity() != Severity.NOTE) {
        findings.add(finding);
      }
    }
    Optional<DomainTree> parsed = parse(result.definition());
    if (parsed.isEmpty()) {
      return unread(input, findings);
    }
    DomainTree domain = parsed.get();
    Element root = domain.root();
    State state = switch (result.outcome()) {
      case CONVERTED -> State.CONVERTED;
      case UNCHANGED -> State.UNCHANGED;
      case REFUSED -> State.REFUSED;
    };
    Decisions decisions = Decisions.of(domain, policy, host, GuestFacts.unknown());
    Kind kind = isKvm(root) ? Kind.KVM : switch (decisions.kind()) {
      case PV -> Kind.PV;
      case HVM -> Kind.HVM;
      case PVH -> Kind.PVH;
    };
    Optional<Element> converted = result.outcome() == Outcome.CONVERTED
        ? parse(result.converted()).map(DomainTree::root) : Optional.empty();
    Optional<Element> after = result.outcome() == Outcome.UNCHANGED ? Optional.of(root) : converted;
    Element os = child(root, "os");
    return new SurveyedDomain(input, state, "", text(root, "name"), kind, decisions.os().name().toLowerCase(Locale.ROOT),
        boot(kind, decisions.efi(), os), memory(root), vcpus(root), DiskUses.of(root), NicUses.of(root, converted), DeviceUses.of(root),
        files(root, after), DisplayUses.of(root), processors(root),
        findings, DomainTraits.of(result, coverage));
  }

  /** Empty also for what is XML and no domain. */
  private static Optional<DomainTree> parse(String definition) {
    try {
      DomainTree tree = DomainParser.parse(definition);
      return tree.root().getName().equals("domain") ? Optional.of(tree) : Optional.empty();
    } catch (DomainSyntaxException e) {
      return Optional.empty(); // the conversion's findings say so
    }
  }

  private static List<FileUse> files(Element root, Optional<Element> after) {
    Set<String> still = new HashSet<>();
    after.ifPresent(domain -> FileUses.of(domain).forEach(file -> still.add(file.path())));
    List<FileUse> uses = new ArrayList<>();
    for (FileUse file : FileUses.of(root)) {
      uses.add(new FileUse(file.purpose(), file.path(), still.contains(file.path())));
    }
    return uses;
  }

  private static boolean isKvm(Element root) {
    String type = root.getAttributeValue("type", "");
    return type.equals("kvm") || type.equals("qemu");
  }

  private static Boot boot(Kind kind, boolean efi, Element os) {
    if (efi) {
      return Boot.UEFI;
    }
    String kernel = text(os, "kernel");
    boolean firmware = kind == Kind.HVM || kind == Kind.KVM;
    if (!kernel.isEmpty() && !kernel.endsWith("hvmloader") && !kernel.contains("pv-grub") && !kernel.contains("pvgrub")) {
      return Boot.HOST_KERNEL;
    }
    return firmware ? Boot.BIOS : Boot.XEN_LOADER;
  }

  /** Returns the element of that name, or an empty one. */
  static Element child(Element parent, String name) {
    Element child = parent.getChild(name);
    return child == null ? new Element(name) : child;
  }

  static String text(Element parent, String name) {
    return child(parent, name).getTextTrim();
  }

  static String attribute(Element parent, String child, String name) {
    return child(parent, child).getAttributeValue(name, "").strip();
  }

  private static long memory(Element root) {
    Element memory = child(root, "memory");
    String number = memory.getTextTrim();
    if (number.isEmpty() || number.length() > 18 || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return 0;
    }
    BigInteger kib = new BigInteger(number).multiply(bytes(memory.getAttributeValue("unit", "KiB"))).shiftRight(10);
    return kib.bitLength() < Long.SIZE - 1 ? kib.longValue() : 0;
  }

  /** virScaleInteger of libvirt: k, KiB … are powers of 1024, KB … are powers of 1000; in either case of letters. */
  private static BigInteger bytes(String unit) {
    String lower = unit.toLowerCase(Locale.ROOT);
    int power = lower.isEmpty() ? -1 : "kmgtpe".indexOf(lower.charAt(0)) + 1;
    return power <= 0 ? BigInteger.ONE : lower.endsWith("b") && !lower.endsWith("ib") ? BigInteger.valueOf(1000).pow(power)
        : BigInteger.ONE.shiftLeft(10 * power);
  }

  private static int vcpus(Element root) {
    int number = number(text(root, "vcpu"));
    return number < 0 ? 1 : number; // libvirt, formatdomain: CPU Allocation; also Xen's default
  }

  /** Returns a number of at most nine digits, or -1. */
  static int number(String text) {
    boolean good = !text.isEmpty() && text.length() <= 9;
    for (int i = 0; i < text.length(); i++) {
      good &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return good ? Integer.parseInt(text) : -1;
  }

  private static Optional<ProcessorWish> processors(Element root) {
    Set<String> cpus = new TreeSet<>();
    add(cpus, attribute(root, "vcpu", "cpuset"));
    Element tune = child(root, "cputune");
    for (Element pin : tune.getChildren("vcpupin")) {
      add(cpus, pin.getAttributeValue("cpuset", ""));
    }
    add(cpus, attribute(tune, "emulatorpin", "cpuset"));
    Element cpu = child(root, "cpu");
    Element topology = child(cpu, "topology");
    String shape = topology.getAttributes().isEmpty() ? "" : topology.getAttributeValue("sockets", "1") + "x"
        + topology.getAttributeValue("cores", "1") + "x" + topology.getAttributeValue("threads", "1");
    boolean numa = root.getChild("numatune") != null || cpu.getChild("numa") != null;
    return cpus.isEmpty() && shape.isEmpty() && !numa ? Optional.empty()
        : Optional.of(new ProcessorWish(String.join(" ", cpus), shape, numa));
  }

  private static void add(Set<String> texts, String text) {
    if (!text.isBlank()) {
      texts.add(text.strip());
    }
  }
}
