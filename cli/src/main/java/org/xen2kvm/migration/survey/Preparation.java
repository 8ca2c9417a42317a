package org.xen2kvm.migration.survey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.migration.batch.Conflict;
import org.xen2kvm.migration.batch.Trait;
import org.xen2kvm.migration.batch.UnmappedNetwork;
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
import org.xen2kvm.migration.survey.domain.SurveyedDomain.Boot;
import org.xen2kvm.migration.survey.domain.SurveyedDomain.State;

/** Derives what to do before migrating from what was found. For one survey. */
final class Preparation {
  /** The purposes of files that are devices. */
  private static final Set<String> PORTS = Set.of("serial", "parallel", "console");

  /** Scripts of Xen that do what libvirt does by itself. */
  private static final Set<String> DONE_BY_LIBVIRT = Set.of("vif-bridge", "vif-openvswitch");

  private final EstateSurvey survey;
  private final List<Step> steps = new ArrayList<>();

  private Preparation(EstateSurvey survey) {
    this.survey = survey;
  }

  /** Returns the steps, in the order in which they are best made. */
  static List<Step> of(EstateSurvey survey, String defaultBridge) {
    Preparation preparation = new Preparation(survey);
    preparation.unread();
    preparation.refusals();
    preparation.conflicts();
    preparation.networks(defaultBridge);
    preparation.storage();
    preparation.networkDisks();
    preparation.devices();
    preparation.files();
    preparation.guests();
    preparation.displays();
    preparation.host();
    return preparation.steps;
  }

  private void add(String about, String text, List<String> lines) {
    steps.add(new Step(about, text, lines));
  }

  private static String count(long number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }

  private void unread() {
    List<String> lines = new ArrayList<>();
    for (SurveyedDomain domain : survey.domains()) {
      if (domain.state() == State.FAILED) {
        lines.add(domain.input() + ": " + domain.problem());
      }
    }
    if (!lines.isEmpty()) {
      add("inputs", "Survey again what could not be read: this survey does not know of it.", lines);
    }
  }

  private void refusals() {
    List<String> lines = new ArrayList<>();
    for (RuleCount rule : survey.rules()) {
      if (rule.severity() == Severity.ERROR) {
        lines.add(rule.rule() + ", " + count(rule.domains(), "input", "inputs") + ": " + rule.message());
      }
    }
    if (!lines.isEmpty()) {
      add("rules", "Mend what is refused: xen2kvm validate PATH names the places, xen2kvm explain RULE says why.", lines);
    }
  }

  private void conflicts() {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    for (Conflict conflict : survey.batch().conflicts()) {
      kinds.merge(conflict.kind(), 1, Integer::sum);
    }
    List<String> lines = new ArrayList<>();
    kinds.forEach((kind, number) -> lines.add(kind + ": " + number));
    if (!lines.isEmpty()) {
      add("conflicts", "Decide who keeps what several inputs have and only one domain can; so many there are of each kind.", lines);
    }
  }

  private void networks(String defaultBridge) {
    List<String> lines = new ArrayList<>();
    for (UnmappedNetwork network : survey.batch().networks()) {
      lines.add("  - " + network.kind() + ": " + quoted(network.trait().value()));
      lines.add("    to:");
      lines.add("      " + network.kind() + ": " + (network.trait().kind() == Trait.Kind.BRIDGE ? quoted(defaultBridge) : "'default'"));
    }
    if (!lines.isEmpty()) {
      lines.add(0, "networks:");
      add("networks", "Make these bridges and networks on the KVM host by their old names, or map them to its own, in the file of "
          + "--policy.", lines);
    }
    List<String> cards = new ArrayList<>();
    for (NetworkNeed network : survey.networks()) {
      if (network.type().equals("bridge") && network.name().isEmpty()) {
        add("networks", "See that " + count(network.nics(), "interface that names", "interfaces that name") + " no bridge "
            + (network.nics() == 1 ? "belongs" : "belong") + " on " + defaultBridge + ", or choose another one by --default-bridge.",
            List.of());
      } else if (network.type().equals("direct")) {
        cards.add(network.name());
      }
    }
    if (!cards.isEmpty()) {
      add("networks", "See that the KVM host has these network cards, which interfaces of type direct name.", cards);
    }
  }

  private void storage() {
    List<String> lines = new ArrayList<>();
    StorageNeed folder = null;
    for (StorageNeed place : survey.storage()) {
      lines.add(place.type() + " " + place.name() + ": " + count(place.images(), "image", "images"));
      folder = folder == null && place.type().equals("folder") ? place : folder;
    }
    if (!lines.isEmpty()) {
      add("storage", "Bring these images to the KVM host, to the same paths, or map them in the file of --policy.", lines);
    }
    if (folder != null) {
      add("storage", "A mapping of the largest folder, for the file of --policy, if its images go elsewhere.", List.of(
          "disks:", "  - path-pattern: " + quoted(literal(folder.name().equals("/") ? "" : folder.name()) + "/(.*)"), "    to:",
          "      path: '/var/lib/libvirt/images/$1'"));
    }
  }

  private void networkDisks() {
    List<String> lines = new ArrayList<>();
    boolean secret = false;
    for (ImageNeed disk : survey.networkDisks()) {
      lines.add(disk.protocol() + " " + disk.place() + (disk.servers().isEmpty() ? "" : " at " + disk.servers()));
      secret |= disk.secret();
    }
    if (!lines.isEmpty()) {
      add("networkDisks", "See that the KVM host reaches these disks, and that QEMU there speaks their protocols"
          + (secret ? "; define the secrets that they name (virsh secret-define)." : "."), lines);
    }
  }

  private void devices() {
    List<String> lines = new ArrayList<>();
    for (DeviceNeed device : survey.devices()) {
      lines.add(device.type() + " " + device.address() + (device.inputs().size() > 1
          ? ", which " + device.inputs().size() + " inputs have" : ""));
    }
    if (!lines.isEmpty()) {
      add("devices", "Find out what these devices are on the KVM host: an address is one host's, and one device serves one guest at a "
          + "time.", lines);
    }
  }

  private void files() {
    List<String> needed = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    List<String> scripts = new ArrayList<>();
    boolean kernel = false;
    for (FileNeed file : survey.files()) {
      if (file.needed()) {
        boolean port = PORTS.contains(file.purpose());
        (port ? ports : needed).add(file.purpose() + " " + file.path());
        kernel |= file.purpose().equals("kernel");
      } else if (file.purpose().equals("script") && !DONE_BY_LIBVIRT.contains(file.path().substring(file.path().lastIndexOf('/') + 1))) {
        scripts.add(file.path());
      }
    }
    if (!needed.isEmpty()) {
      add("files", "Copy these files to the KVM host, to the same paths" + (kernel
          ? ", or let guests boot their own kernels: boot-from-disk: true in the file of --policy." : "."), needed);
    }
    if (!ports.isEmpty()) {
      add("files", "See that the KVM host has these devices, to which ports of guests are connected.", ports);
    }
    if (!scripts.isEmpty()) {
      add("files", "Set up on the KVM host what these scripts of Xen did, as far as it is still wanted: nothing runs them there.", scripts);
    }
  }

  private void guests() {
    int windows = survey.totals().systems().getOrDefault("windows", 0);
    if (windows > 0) {
      add("domains", "Put virtio drivers into " + count(windows, "Windows guest", "Windows guests")
          + " and say so by --guest-facts, or let them keep emulated disks and cards.", List.of());
    }
    int efi = survey.totals().boots().getOrDefault(Boot.UEFI, 0);
    if (efi > 0) {
      add("domains", "Install UEFI firmware (OVMF, edk2) on the KVM host: " + count(efi, "guest boots", "guests boot") + " through it.",
          List.of());
    }
    if (survey.totals().nicsWithoutAddress() > 0) {
      add("addresses", "Give addresses to " + count(survey.totals().nicsWithoutAddress(), "interface that has", "interfaces that have")
          + " none in the definition: else guests see new cards, and leases and names change.", List.of());
    }
    List<String> bound = new ArrayList<>();
    for (SurveyedDomain domain : survey.domains()) {
      domain.processors().filter(wish -> !wish.cpus().isEmpty()).ifPresent(wish -> bound.add(domain.input() + ": " + wish.cpus()));
    }
    if (!bound.isEmpty()) {
      add("processors", "See that the KVM host has the processors that domains are bound to, then keep-cpu-pinning: true in the file of "
          + "--policy; or --enable drop-vcpu-pinning.", bound);
    }
  }

  private void displays() {
    List<String> lines = new ArrayList<>();
    for (DisplayNeed display : survey.displays()) {
      if (display.inputs().size() > 1) {
        lines.add(display.type() + " port " + display.port() + ": " + String.join(", ", display.inputs()));
      }
    }
    if (!lines.isEmpty()) {
      add("displays", "Let libvirt choose ports of displays, as it does unless the policy has keep-graphics-ports: these are fixed to one "
          + "port, and a host has it once.", lines);
    }
  }

  private void host() {
    Totals totals = survey.totals();
    if (totals.memoryKib() > 0) {
      add("host", "Ask the KVM host: xen2kvm check URI PATH says whether it is ready and names, addresses, bridges and networks fit; all "
          + "domains together want " + (totals.memoryKib() + 1023) / 1024 + " MiB of memory and " + totals.vcpus() + " processors.",
          List.of());
    }
  }

  /** Returns a YAML scalar. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Returns an expression that matches the text. */
  private static String literal(String text) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("\\^$.|?*+()[]{}".indexOf(c) >= 0) {
        expression.append('\\');
      }
      expression.append(c);
    }
    return expression.toString();
  }
}
