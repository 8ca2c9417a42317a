package org.xen2kvm.cli.survey;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.xen2kvm.cli.report.JsonFormat;
import org.xen2kvm.cli.text.JsonText;
import org.xen2kvm.migration.survey.EstateSurvey;
import org.xen2kvm.migration.survey.EstateSurvey.ImageNeed;
import org.xen2kvm.migration.survey.EstateSurvey.NetworkNeed;
import org.xen2kvm.migration.survey.EstateSurvey.RuleCount;
import org.xen2kvm.migration.survey.EstateSurvey.StorageNeed;
import org.xen2kvm.migration.survey.EstateSurvey.Totals;
import org.xen2kvm.migration.survey.domain.DiskUse;
import org.xen2kvm.migration.survey.domain.NicUse;
import org.xen2kvm.migration.survey.domain.ProcessorWish;
import org.xen2kvm.migration.survey.domain.SurveyedDomain;

/** What an estate needs as JSON, {@code schemas/survey.schema.json}; nothing is left out. Stateless. */
public final class SurveyJson {
  private static final int FORMAT_VERSION = 1;

  private SurveyJson() {}

  /** Returns one document, ended by a line feed. */
  public static String of(EstateSurvey survey, String version) {
    return JsonText.of(json -> {
      json.useDefaultPrettyPrinter();
      write(json, survey, version);
    }) + "\n";
  }

  private static void write(JsonGenerator json, EstateSurvey survey, String version) throws IOException {
    json.writeStartObject();
    JsonText.head(json, FORMAT_VERSION, version);
    json.writeFieldName("totals");
    totals(json, survey.totals());
    JsonText.objects(json, "domains", survey.domains(), domain -> domain(json, domain));
    JsonText.objects(json, "rules", survey.rules(), rule -> rule(json, rule));
    JsonText.objects(json, "networks", survey.networks(), network -> network(json, network));
    JsonText.objects(json, "storage", survey.storage(), place -> storage(json, place));
    JsonText.objects(json, "images", survey.images(), image -> image(json, image));
    JsonText.objects(json, "networkDisks", survey.networkDisks(), image -> image(json, image));
    JsonText.objects(json, "devices", survey.devices(), device -> {
      json.writeStringField("type", device.type());
      json.writeStringField("address", device.address());
      JsonText.texts(json, "inputs", device.inputs());
    });
    JsonText.objects(json, "files", survey.files(), file -> {
      json.writeStringField("purpose", file.purpose());
      json.writeStringField("path", file.path());
      json.writeBooleanField("needed", file.needed());
      JsonText.texts(json, "inputs", file.inputs());
    });
    JsonText.objects(json, "displays", survey.displays(), display -> {
      json.writeStringField("type", display.type());
      json.writeNumberField("port", display.port());
      JsonText.texts(json, "inputs", display.inputs());
    });
    JsonText.objects(json, "addresses", survey.addresses(), prefix -> {
      json.writeStringField("prefix", prefix.prefix());
      json.writeStringField("maker", prefix.maker());
      json.writeNumberField("nics", prefix.nics());
    });
    JsonFormat.write(json, survey.batch());
    JsonText.objects(json, "steps", survey.steps(), step -> {
      json.writeStringField("about", step.about());
      json.writeStringField("text", step.text());
      JsonText.texts(json, "lines", step.lines());
    });
    json.writeEndObject();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void totals(JsonGenerator json, Totals totals) throws IOException {
    json.writeStartObject();
    json.writeNumberField("inputs", totals.inputs());
    counts(json, "states", totals.states());
    counts(json, "kinds", totals.kinds());
    counts(json, "systems", totals.systems());
    counts(json, "boots", totals.boots());
    json.writeNumberField("memoryKib", totals.memoryKib());
    json.writeNumberField("mostMemoryKib", totals.mostMemoryKib());
    json.writeNumberField("vcpus", totals.vcpus());
    json.writeNumberField("mostVcpus", totals.mostVcpus());
    json.writeNumberField("disks", totals.disks());
    json.writeNumberField("nics", totals.nics());
    json.writeNumberField("nicsWithoutAddress", totals.nicsWithoutAddress());
    json.writeEndObject();
  }

  private static void counts(JsonGenerator json, String name, Map<?, Integer> counts) throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<?, Integer> count : counts.entrySet()) {
      json.writeNumberField(count.getKey() instanceof Enum<?> constant ? word(constant) : count.getKey().toString(), count.getValue());
    }
    json.writeEndObject();
  }

  private static void domain(JsonGenerator json, SurveyedDomain domain) throws IOException {
    json.writeStringField("input", domain.input());
    json.writeStringField("state", word(domain.state()));
    json.writeStringField("problem", domain.problem());
    json.writeStringField("name", domain.name());
    json.writeStringField("kind", word(domain.kind()));
    json.writeStringField("system", domain.system());
    json.writeStringField("boot", word(domain.boot()));
    json.writeNumberField("memoryKib", domain.memoryKib());
    json.writeNumberField("vcpus", domain.vcpus());
    JsonText.objects(json, "disks", domain.disks(), disk -> disk(json, disk));
    JsonText.objects(json, "nics", domain.nics(), nic -> nic(json, nic));
    JsonText.objects(json, "devices", domain.devices(), device -> {
      json.writeStringField("type", device.type());
      json.writeStringField("address", device.address());
    });
    JsonText.objects(json, "files", domain.files(), file -> {
      json.writeStringField("purpose", file.purpose());
      json.writeStringField("path", file.path());
      json.writeBooleanField("needed", file.needed());
    });
    JsonText.objects(json, "displays", domain.displays(), display -> {
      json.writeStringField("type", display.type());
      json.writeNumberField("port", display.port());
    });
    json.writeFieldName("processors");
    if (domain.processors().isPresent()) {
      ProcessorWish wish = domain.processors().get();
      json.writeStartObject();
      json.writeStringField("cpus", wish.cpus());
      json.writeStringField("topology", wish.topology());
      json.writeBooleanField("numa", wish.numa());
      json.writeEndObject();
    } else {
      json.writeNull();
    }
    JsonFormat.writeFindings(json, domain.findings());
  }

  private static void disk(JsonGenerator json, DiskUse disk) throws IOException {
    json.writeStringField("type", disk.type());
    json.writeStringField("place", disk.place());
    json.writeStringField("protocol", disk.protocol());
    json.writeStringField("servers", disk.servers());
    json.writeStringField("format", disk.format());
    json.writeStringField("device", disk.device());
    json.writeBooleanField("written", disk.written());
    json.writeBooleanField("secret", disk.secret());
  }

  private static void nic(JsonGenerator json, NicUse nic) throws IOException {
    json.writeStringField("type", nic.type());
    json.writeStringField("source", nic.source());
    json.writeStringField("mac", nic.mac());
    json.writeStringField("model", nic.model());
    json.writeStringField("toType", nic.toType());
    json.writeStringField("toSource", nic.toSource());
  }

  private static void rule(JsonGenerator json, RuleCount rule) throws IOException {
    json.writeStringField("rule", rule.rule().value());
    json.writeStringField("severity", word(rule.severity()));
    json.writeNumberField("domains", rule.domains());
    json.writeStringField("message", rule.message());
    json.writeStringField("advice", rule.advice());
  }

  private static void network(JsonGenerator json, NetworkNeed network) throws IOException {
    json.writeStringField("type", network.type());
    json.writeStringField("name", network.name());
    json.writeNumberField("nics", network.nics());
    json.writeStringField("coverage", word(network.coverage()));
    json.writeStringField("to", network.to());
    JsonText.texts(json, "inputs", network.inputs());
  }

  private static void storage(JsonGenerator json, StorageNeed place) throws IOException {
    json.writeStringField("type", place.type());
    json.writeStringField("name", place.name());
    json.writeNumberField("images", place.images());
    JsonText.texts(json, "inputs", place.inputs());
  }

  private static void image(JsonGenerator json, ImageNeed image) throws IOException {
    json.writeStringField("type", image.type());
    json.writeStringField("place", image.place());
    json.writeStringField("protocol", image.protocol());
    json.writeStringField("servers", image.servers());
    json.writeStringField("format", image.format());
    json.writeStringField("device", image.device());
    json.writeBooleanField("written", image.written());
    json.writeBooleanField("secret", image.secret());
    JsonText.texts(json, "inputs", image.inputs());
  }
}
