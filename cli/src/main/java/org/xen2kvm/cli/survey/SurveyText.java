package org.xen2kvm.cli.survey;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.migration.batch.Conflict;
import org.xen2kvm.migration.survey.EstateSurvey;
import org.xen2kvm.migration.survey.EstateSurvey.AddressPrefix;
import org.xen2kvm.migration.survey.EstateSurvey.DeviceNeed;
import org.xen2kvm.migration.survey.EstateSurvey.DisplayNeed;
import org.xen2kvm.migration.survey.EstateSurvey.FileNeed;
import org.xen2kvm.migration.survey.EstateSurvey.ImageNeed;
import org.xen2kvm.migration.survey.EstateSurvey.NetworkNeed;
import org.xen2kvm.migration.survey.EstateSurvey.RuleCount;
import org.xen2kvm.migration.survey.EstateSurvey.Step;
import org.xen2kvm.migration.survey.EstateSurvey.StorageNeed;
import org.xen2kvm.migration.survey.EstateSurvey.Totals;
import org.xen2kvm.migration.survey.domain.SurveyedDomain;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.State;

/**
 * What an estate needs, for people: tables without colours or lines, so that they can be piped on. Immutable.
 *
 * @param all whether long lists are shown to their end
 */
public record SurveyText(boolean all) {
  /** Rows of a table, and lines of a step, that are shown unasked: so a survey of any estate stays a few pages. */
  private static final int SHORT_LIST = 20;

  /** Inputs that are named beside what they use. */
  private static final int SHORT_NAMES = 3;

  /** Returns the survey; sections without content are left out. */
  public String of(EstateSurvey survey) {
    StringBuilder out = new StringBuilder();
    totals(out, survey.totals());
    section(out, "Domains", domains(survey.domains()));
    section(out, "What stands in the way", rules(survey.rules()));
    section(out, "Bridges and networks", networks(survey.networks()));
    section(out, "Storage", storage(survey.storage()));
    section(out, "Images (nothing of them was looked at: whether they are there, how large they are)", images(survey.images()));
    section(out, "Network disks", networkDisks(survey.networkDisks()));
    section(out, "Devices of the hosts", devices(survey.devices()));
    section(out, "Processors", processors(survey.domains()));
    section(out, "Files and programs of the hosts", files(survey.files()));
    section(out, "Displays at fixed ports", displays(survey.displays()));
    section(out, "Addresses of interfaces", addresses(survey.addresses()));
    section(out, "What several inputs have and only one domain can", conflicts(survey.batch().conflicts()));
    steps(out, survey.steps());
    return out.toString();
  }

  private int most() {
    return all ? Integer.MAX_VALUE : SHORT_LIST;
  }

  private void section(StringBuilder out, String title, SurveyTable table) {
    if (!table.isEmpty()) {
      out.append('\n').append(title).append('\n').append(table.print(most()));
    }
  }

  private static void totals(StringBuilder out, Totals totals) {
    Map<State, Integer> states = totals.states();
    out.append(totals.inputs()).append(totals.inputs() == 1 ? " input: " : " inputs: ")
        .append(states.get(State.CONVERTED)).append(" to convert, ").append(states.get(State.UNCHANGED)).append(" of KVM already, ")
        .append(states.get(State.REFUSED)).append(" refused, ").append(states.get(State.FAILED)).append(" not read\n");
    line(out, "kinds", totals.kinds());
    line(out, "systems", totals.systems());
    line(out, "started by", totals.boots());
    out.append("memory: ").append(memory(totals.memoryKib())).append(" in all, ").append(memory(totals.mostMemoryKib()))
        .append(" at most; processors: ").append(totals.vcpus()).append(" in all, ").append(totals.mostVcpus()).append(" at most\n");
    out.append("disks: ").append(totals.disks()).append("; interfaces: ").append(totals.nics()).append(", ")
        .append(totals.nicsWithoutAddress()).append(" without an address\n");
  }

  private static void line(StringBuilder out, String title, Map<?, Integer> counts) {
    if (!counts.isEmpty()) {
      List<String> parts = new ArrayList<>();
      counts.forEach((key, count) -> parts.add(count + " " + (key instanceof Enum<?> constant ? word(constant) : key)));
      out.append(title).append(": ").append(String.join(", ", parts)).append('\n');
    }
  }

  /** What is short for several words is spelled with capitals. */
  private static String word(Enum<?> constant) {
    boolean letters = (constant instanceof SurveyedDomain.Kind && constant != SurveyedDomain.Kind.UNKNOWN)
        || constant == SurveyedDomain.Boot.BIOS || constant == SurveyedDomain.Boot.UEFI;
    return letters ? constant.name() : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String memory(long kib) {
    return kib % 1024 == 0 ? kib / 1024 + " MiB" : kib + " KiB";
  }

  private static SurveyTable domains(List<SurveyedDomain> domains) {
    SurveyTable table = new SurveyTable("NAME", "KIND", "SYSTEM", "START", "MEMORY", "CPUS", "DISKS", "NICS", "STATE", "INPUT");
    List<SurveyedDomain> ordered = new ArrayList<>(domains);
    ordered.sort((one, other) -> Integer.compare(rank(one), rank(other)));
    for (SurveyedDomain domain : ordered) {
      table.add(domain.name(), word(domain.kind()), domain.system(), word(domain.boot()), domain.memoryKib() == 0 ? "" : memory(domain.memoryKib()),
          domain.vcpus() == 0 ? "" : domain.vcpus(),
          domain.disks().size(), domain.nics().size(), state(domain), domain.input());
    }
    return table;
  }

  /** Those with most in their way come first, so that a cut list shows them. */
  private static int rank(SurveyedDomain domain) {
    return switch (domain.state()) {
      case FAILED -> 0;
      case REFUSED -> 1;
      case CONVERTED, UNCHANGED -> domain.count(Severity.WARNING) > 0 ? 2 : 3;
    };
  }

  private static String state(SurveyedDomain domain) {
    if (domain.state() == State.FAILED) {
      return "not read: " + domain.problem();
    }
    if (domain.state() == State.REFUSED) {
      List<String> rules = new ArrayList<>();
      for (Finding finding : domain.findings()) {
        if (finding.severity() == Severity.ERROR && !rules.contains(finding.rule().value())) {
          rules.add(finding.rule().value());
        }
      }
      return "refused: " + String.join(", ", rules);
    }
    int warnings = domain.count(Severity.WARNING);
    String how = domain.state() == State.UNCHANGED ? "is of KVM" : "ready";
    return warnings == 0 ? how : how + ", " + warnings + (warnings == 1 ? " warning" : " warnings");
  }

  private static SurveyTable rules(List<RuleCount> rules) {
    SurveyTable table = new SurveyTable("RULE", "SEVERITY", "INPUTS", "SAYS OF THE FIRST");
    rules.forEach(rule -> table.add(rule.rule(), word(rule.severity()), rule.domains(), rule.message()));
    return table;
  }

  private SurveyTable networks(List<NetworkNeed> networks) {
    SurveyTable table = new SurveyTable("TYPE", "NAME", "NICS", "DOMAINS", "POLICY", "BECOMES", "USED BY");
    networks.forEach(network -> table.add(network.type(), network.name(), network.nics(), network.inputs().size(),
        word(network.coverage()), network.to(), names(network.inputs())));
    return table;
  }

  private SurveyTable storage(List<StorageNeed> places) {
    SurveyTable table = new SurveyTable("TYPE", "NAME", "IMAGES", "DOMAINS", "USED BY");
    places.forEach(place -> table.add(place.type(), place.name(), place.images(), place.inputs().size(), names(place.inputs())));
    return table;
  }

  private SurveyTable images(List<ImageNeed> images) {
    SurveyTable table = new SurveyTable("TYPE", "FORMAT", "DEVICE", "ACCESS", "PLACE", "USED BY");
    images.forEach(image -> table.add(
        image.type(), image.format(), image.device(), access(image), image.place(), names(image.inputs())));
    return table;
  }

  private static String access(ImageNeed image) {
    return image.written() ? "writes" : "reads/shares";
  }

  private SurveyTable networkDisks(List<ImageNeed> disks) {
    SurveyTable table = new SurveyTable("PROTOCOL", "FORMAT", "ACCESS", "SECRET", "NAME", "SERVERS", "USED BY");
    disks.forEach(disk -> table.add(disk.protocol(), disk.format(), access(disk), disk.secret() ? "yes" : "no", disk.place(),
        disk.servers(), names(disk.inputs())));
    return table;
  }

  private SurveyTable devices(List<DeviceNeed> devices) {
    SurveyTable table = new SurveyTable("TYPE", "ADDRESS", "DOMAINS", "USED BY");
    devices.forEach(device -> table.add(device.type(), device.address(), device.inputs().size(), names(device.inputs())));
    return table;
  }

  private static SurveyTable processors(List<SurveyedDomain> domains) {
    SurveyTable table = new SurveyTable("BOUND TO", "SOCKETSxCORESxTHREADS", "NUMA", "INPUT");
    for (SurveyedDomain domain : domains) {
      domain.processors().ifPresent(wish -> table.add(wish.cpus(), wish.topology(), wish.numa() ? "yes" : "no", domain.input()));
    }
    return table;
  }

  private SurveyTable files(List<FileNeed> files) {
    SurveyTable table = new SurveyTable("PURPOSE", "NEEDED ON KVM", "DOMAINS", "PATH", "USED BY");
    files.forEach(file -> table.add(
        file.purpose(), file.needed() ? "yes" : "no", file.inputs().size(), file.path(), names(file.inputs())));
    return table;
  }

  private SurveyTable displays(List<DisplayNeed> displays) {
    SurveyTable table = new SurveyTable("TYPE", "PORT", "DOMAINS", "USED BY");
    displays.forEach(display -> table.add(display.type(), display.port(), display.inputs().size(), names(display.inputs())));
    return table;
  }

  private static SurveyTable addresses(List<AddressPrefix> addresses) {
    SurveyTable table = new SurveyTable("PREFIX", "MAKER", "NICS");
    addresses.forEach(prefix -> table.add(prefix.prefix(), prefix.maker(), prefix.nics()));
    return table;
  }

  private SurveyTable conflicts(List<Conflict> conflicts) {
    SurveyTable table = new SurveyTable("WHAT", "VALUE", "INPUTS", "THEY ARE");
    conflicts.forEach(conflict -> table.add(
        conflict.kind(), conflict.value(), conflict.inputs().size(), String.join(", ", conflict.inputs())));
    return table;
  }

  private void steps(StringBuilder out, List<Step> steps) {
    if (!steps.isEmpty()) {
      out.append("\nBefore you migrate\n");
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      out.append("  ").append(i + 1).append(". ").append(Printable.line(step.text())).append('\n');
      int shown = Math.min(most(), step.lines().size());
      for (String line : step.lines().subList(0, shown)) {
        out.append("       ").append(Printable.line(line)).append('\n');
      }
      if (step.lines().size() > shown) {
        out.append("       … and ").append(step.lines().size() - shown).append(" more lines; --all shows them\n");
      }
    }
  }

  private String names(List<String> inputs) {
    int shown = all ? inputs.size() : Math.min(SHORT_NAMES, inputs.size());
    String names = String.join(", ", inputs.subList(0, shown));
    return inputs.size() > shown ? names + " … and " + (inputs.size() - shown) + " more" : names;
  }
}
