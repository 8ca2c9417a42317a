package org.xen2kvm.cli.report;

import java.util.List;
import java.util.Locale;
import org.xen2kvm.cli.text.JsonText;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** The catalogue of rules as JSON, as {@code schemas/report.schema.json} says. Stateless. */
public final class RulesJson {
  private RulesJson() {}

  /** Returns one document, ended by a line feed. */
  public static String text(List<RuleDescriptor> rules) {
    return JsonText.of(json -> {
      json.writeStartObject();
      json.writeNumberField("formatVersion", JsonFormat.FORMAT_VERSION);
      JsonText.objects(json, "rules", rules, rule -> {
        json.writeStringField("id", rule.id().value());
        json.writeStringField("phase", rule.phase().name().toLowerCase(Locale.ROOT));
        json.writeStringField("activation", rule.activation().word());
        json.writeStringField("title", rule.title());
        json.writeStringField("description", rule.description());
        JsonText.texts(json, "sources", rule.sources());
      });
      json.writeEndObject();
    }) + "\n";
  }
}
