package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.cli.Cli.Ran;

/**
 * The manifests are what the Kubernetes API takes, by the types that are generated from its description, and their very arguments
 * convert an estate. No cluster takes part.
 */
final class KubernetesTest {
  private static final Path FOLDER = Path.of(System.getProperty("xen2kvm.root", "..")).resolve("deploy/kubernetes");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path dir = Path.of("");

  /** Reads a value as the API's type does: that refuses unknown fields and takes a text for a number, which a comparison shows. */
  private interface Type {
    Object read(String json) throws IOException;
  }

  private static final Map<String, Type> TYPES =
      Map.of("Job", V1Job::fromJson, "ConfigMap", V1ConfigMap::fromJson, "PersistentVolumeClaim", V1PersistentVolumeClaim::fromJson);

  private static JsonNode manifest(String name) throws IOException {
    return YAML.readTree(Files.readString(FOLDER.resolve(name)));
  }

  private static void expectValid(JsonNode manifest) throws IOException {
    String json = MAPPER.writeValueAsString(manifest);
    Object read = TYPES.get(manifest.path("kind").asText()).read(json);
    assertThat(withoutEmpty(MAPPER.readTree(JSON.serialize(read)))).as("what the API makes of it").isEqualTo(manifest);
  }

  /** Lists that a manifest leaves out are written as empty ones. */
  private static JsonNode withoutEmpty(JsonNode node) {
    node.forEach(KubernetesTest::withoutEmpty);
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(field -> field.getValue().isContainerNode() && field.getValue().isEmpty());
    }
    return node;
  }

  @ParameterizedTest
  @ValueSource(strings = {"convert.yaml", "merge-reports.yaml", "policy.yaml", "claim.yaml"})
  void theApiTakesTheManifest(String name) throws IOException {
    expectValid(manifest(name));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "completions: 4 | completion: 4",
    "completions: 4 | completions: '4'",
    "completions: 4 | completions: four",
    "backoffLimitPerIndex: 2 | backoffLimitPerIndex: [2]",
    "backoffLimitPerIndex: 2 | backoffLimitPerIndex: 2.5",
    "readOnlyRootFilesystem: true | readOnlyRootFilesystem: 'true'",
    "readOnlyRootFilesystem: true | readOnlyRootFileSystem: true",
    "drop: [ALL] | drop: ALL",
    "value: \"-Xmx256m -XX:-UsePerfData\" | value: 256",
    "operator: In, values | values",
    "name: xen2kvm, mountPath | mountPath",
    "memory: 512Mi | memory: much",
    "claimName: xen2kvm | claim: xen2kvm",
  })
  void whatTheApiDoesNotTakeIsFound(String good, String bad) throws IOException {
    String text = Files.readString(FOLDER.resolve("convert.yaml"));
    String broken = text.replace(good.equals("name: xen2kvm, mountPath") ? "name: estate, mountPath" : good, bad);
    assertThat(broken).isNotEqualTo(text);
    JsonNode manifest = YAML.readTree(broken);

    assertThatThrownBy(() -> expectValid(manifest)).isInstanceOfAny(RuntimeException.class, IOException.class, AssertionError.class);
    assertThatCode(() -> expectValid(YAML.readTree(text))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"convert.yaml", "merge-reports.yaml"})
  void podsMayDoNothingButTheirWork(String name) throws IOException {
    JsonNode pod = manifest(name).at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0");

    assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
    assertThat(container.at("/securityContext/capabilities/add").isMissingNode()).isTrue();
    assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
    assertThat(pod.path("restartPolicy").asText()).as("with a policy for failures the API takes no other").isEqualTo("Never");
  }

  @Test
  void kustomizeNamesFilesThatAreThere() throws IOException {
    for (JsonNode resource : manifest("kustomization.yaml").path("resources")) {
      assertThat(FOLDER.resolve(resource.asText())).exists();
    }
    assertThat(manifest("kustomization.yaml").at("/images/0/name").asText())
        .isEqualTo(manifest("convert.yaml").at("/spec/template/spec/containers/0/image").asText());
  }

  /** Starts a Job's container as a kubelet does: its variables stand for themselves, and its mounts are folders here. */
  private Ran pod(JsonNode job, String index) {
    JsonNode container = job.at("/spec/template/spec/containers/0");
    List<String> arguments = new ArrayList<>();
    for (JsonNode argument : container.path("args")) {
      String text = argument.asText().replace("$(JOB_COMPLETION_INDEX)", index);
      for (JsonNode mount : container.path("volumeMounts")) {
        String path = mount.path("mountPath").asText();
        text = text.replaceFirst("(^|=)\\Q" + path + "\\E(?=/|$)", "$1" + dir + path);
      }
      arguments.add(text);
    }
    assertThat(String.join(" ", arguments)).doesNotContain("$(");
    return Cli.run(dir, arguments.toArray(new String[0]));
  }

  @Test
  void theArgumentsOfTheJobsConvertAnEstateAndJoinItsReports() throws IOException {
    Estate.write(dir, "exports", 24, 3);
    Cli.write(dir, "etc/xen2kvm/policy.yaml", manifest("policy.yaml").at("/data/policy.yaml").asText());
    Files.createDirectories(dir.resolve("converted"));
    JsonNode job = manifest("convert.yaml");
    int completions = job.at("/spec/completions").asInt();
    Ran whole = Cli.run(dir, "convert", dir + "/exports", "-o", "whole", "--policy", "etc/xen2kvm/policy.yaml", "--format", "json");
    assertThat(job.at("/spec/completionMode").asText()).isEqualTo("Indexed");
    assertThat(completions).isGreaterThan(1);

    for (int index = 0; index < completions; index++) {
      Ran ran = pod(job, Integer.toString(index));
      assertThat(ran.code()).as(ran.err()).isIn(0, 4);
    }
    Ran again = pod(job, "1");
    Ran merged = pod(manifest("merge-reports.yaml"), "");

    assertThat(again.code()).as("an index that is tried once more").isIn(0, 4);
    assertThat(merged.code()).as(merged.err()).isEqualTo(whole.code()).isEqualTo(4);
    assertThat(Cli.files(dir.resolve("converted/kvm"))).isEqualTo(Cli.files(dir.resolve("whole"))).isNotEmpty();
    assertThat(Files.readString(dir.resolve("converted/report.json")))
        .isEqualTo(whole.out().replace("\"output\":\"whole/", "\"output\":\"" + dir + "/converted/kvm/"));
    assertThat(Cli.files(dir.resolve("converted"))).contains("report.html", "report.xml", "findings.sarif", "report.3-of-4.html");
  }
}
