package org.xen2kvm.converter.rule;

import java.util.List;
import java.util.Locale;
import org.xen2kvm.converter.report.RuleId;

/**
 * What a person reads about a rule: in {@code xen2kvm rules}, in {@code xen2kvm explain}, and on its page in docs/rules.
 *
 * @param id its stable name
 * @param phase when it runs
 * @param title its result in one line, a verb first: "Attaches Xen disks through virtio-blk"
 * @param description why, and where the neighbouring rule begins; full sentences
 * @param sources where the knowledge comes from: libvirt's documentation, the guide's step, a message that was seen
 * @param activation whether it runs unasked
 */
public record RuleDescriptor(
    RuleId id, Phase phase, String title, String description, List<String> sources, Activation activation) {

  /** Whether and how a policy may switch the rule. */
  public enum Activation {
    /** Runs always: without it the result could be wrong or unsafe, so no policy can switch it off. */
    ALWAYS,
    /** Runs unless a policy switches it off. */
    DEFAULT_ON,
    /** Runs only when a policy asks for it. */
    DEFAULT_OFF,
    /**
     * Runs when a policy wants the result to be fit for live migration, or asks for the rule. In phase {@link Phase#VERIFY} it
     * also runs when a policy only wants to know.
     */
    FOR_MIGRATION;

    /** Returns the word that reports use. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Returns the descriptor of a rule that runs unless switched off. */
  public static RuleDescriptor of(String id, Phase phase, String title, String description, String... sources) {
    return new RuleDescriptor(
        new RuleId(id), phase, title, description.strip(), List.of(sources), Activation.DEFAULT_ON);
  }

  /** Returns the same descriptor for a rule that no policy can switch off. */
  public RuleDescriptor always() {
    return new RuleDescriptor(id, phase, title, description, sources, Activation.ALWAYS);
  }

  /** Returns the same descriptor for a rule that a policy must ask for. */
  public RuleDescriptor onRequest() {
    return new RuleDescriptor(id, phase, title, description, sources, Activation.DEFAULT_OFF);
  }

  /** Returns the same descriptor for a rule that serves live migration and runs only where a policy has that in mind. */
  public RuleDescriptor forMigration() {
    return new RuleDescriptor(id, phase, title, description, sources, Activation.FOR_MIGRATION);
  }
}
