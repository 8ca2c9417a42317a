package org.xen2kvm.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.function.Consumer;
import org.xen2kvm.converter.policy.Policy;

/**
 * Makes a policy of a document that the schema has passed, and finds what a schema cannot: rules that do not exist or
 * cannot be switched, expressions that do not compile, templates that refer to nothing, mappings that are never
 * reached. The keys that hold one word are read here, each other one in the class of its section.
 */
final class PolicyAssembly {
  private final YamlDocument document;
  private final JsonNode data;

  PolicyAssembly(YamlDocument document) {
    this.document = document;
    this.data = document.data();
  }

  /** Returns the policy, or everything that is wrong with it. */
  Policy.Builder builder() throws PolicyException {
    Policy.Builder builder = Policy.builder();
    choices(builder);
    Problems problems = new Problems(document);
    MappingSections mappings = new MappingSections(document, problems);
    builder.rename(mappings.renames());
    builder.networks(mappings.networks());
    builder.disks(mappings.disks());
    builder.userRules(new UserRulesSection(document, problems).userRules());
    RuleSections rules = new RuleSections(document, problems);
    rules.switches(builder);
    builder.severities(rules.severities());
    problems.throwIfAny();
    return builder;
  }

  private void choices(Policy.Builder builder) {
    text("profile", value -> builder.profile(Policy.Profile.valueOf(constant(value))));
    text("type", value -> builder.type(Policy.DomainType.valueOf(constant(value))));
    text("uuid", value -> builder.uuid(Policy.UuidChoice.valueOf(constant(value))));
    text("machine", builder::machine);
    text("cpu-mode", builder::cpuMode);
    text("disk-bus", builder::diskBus);
    text("nic-model", builder::nicModel);
    text("guest-os", value -> builder.guestOs(Policy.GuestOs.valueOf(constant(value))));
    text("console", value -> builder.console(Policy.ConsoleChoice.valueOf(constant(value))));
    text("default-bridge", builder::defaultBridge);
    builder.bootFromDisk(data.path("boot-from-disk").asBoolean());
    builder.keepCpuPinning(data.path("keep-cpu-pinning").asBoolean());
    builder.keepGraphicsPorts(data.path("keep-graphics-ports").asBoolean());
    if (data.path("for-live-migration").asBoolean()) {
      builder.liveMigration(Policy.LiveMigration.WANTED);
    }
  }

  private void text(String key, Consumer<String> into) {
    if (data.has(key)) {
      into.accept(data.path(key).asText());
    }
  }

  private static String constant(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
