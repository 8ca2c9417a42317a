package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.cli.outcome.Totals;
import org.xen2kvm.cli.report.pipeline.SarifFormat;
import org.xen2kvm.golden.GoldenFile;
import org.xml.sax.SAXException;

/** SARIF and JUnit XML of whole runs: what pipelines read. */
final class PipelineReportsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path dir;

  private static JsonNode valid(String sarif) throws IOException {
    try (InputStream schema = PipelineReportsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      JsonSchema official = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
      JsonNode log = JSON.readTree(sarif);
      assertThat(official.validate(log)).isEmpty();
      return log;
    }
  }

  private static Document parsed(String xml) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(xml, e);
    }
  }

  private static List<Element> elements(Document xml, String name) {
    NodeList found = xml.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private void someOfEach() throws IOException {
    Cli.write(dir, "in/a.xml", Cli.xenWithTpm("a"));
    Cli.write(dir, "in/b.xml", Cli.kvm("b"));
    Cli.write(dir, "in/c.xml", "<bad");
    Files.createSymbolicLink(dir.resolve("in/d.xml"), Path.of("nowhere"));
  }

  /** The rules are those of the catalogue, which has tests of its own. */
  private static String withoutRules(JsonNode sarif) throws IOException {
    JsonNode copy = sarif.deepCopy();
    ((ObjectNode) copy.at("/runs/0/tool/driver")).remove(List.of("rules", "version"));
    for (JsonNode result : copy.at("/runs/0/results")) {
      ((ObjectNode) result).remove("ruleIndex");
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(copy) + "\n";
  }

  // ---- SARIF

  @Test
  void sarifIsAsItsOfficialSchemaSaysAndAsReviewed() throws IOException {
    someOfEach();

    Ran ran = Cli.run(dir, "convert", "in", "-o", "out", "--format", "sarif=findings.sarif");

    assertThat(ran.code()).isEqualTo(4);
    JsonNode log = valid(Files.readString(dir.resolve("findings.sarif")));
    String told = withoutRules(log);
    assertThat(told).isEqualTo(GoldenFile.expected("testdata/reports/findings.sarif", told));
  }

  @Test
  void sarifHasEveryRuleWithItsTexts() throws IOException {
    Cli.write(dir, "a.xml", Cli.xenWithTpm("a"));

    JsonNode driver = valid(Cli.run(dir, "validate", "a.xml", "--format", "sarif").out()).at("/runs/0/tool/driver");

    List<String> ids = JSON.readTree(Cli.run(dir, "rules", "--format", "json").out()).path("rules").findValuesAsText("id");
    assertThat(driver.path("rules").findValuesAsText("id")).containsAll(ids)
        .contains("input-io", "input-not-a-domain", "internal-error");
    assertThat(driver.path("version").asText()).isNotEmpty();
    assertThat(driver.path("rules")).allSatisfy(rule -> {
      assertThat(rule.at("/shortDescription/text").asText()).isNotEmpty();
      assertThat(rule.at("/fullDescription/text").asText()).isNotEmpty();
      assertThat(rule.at("/help/text").asText()).isNotEmpty();
    });
  }

  @Test
  void aResultIsUnderItsRule() throws IOException {
    someOfEach();

    JsonNode run = valid(Cli.run(dir, "validate", "in", "-v", "--format", "sarif").out()).at("/runs/0");

    assertThat(run.path("results")).isNotEmpty().allSatisfy(result ->
        assertThat(run.at("/tool/driver/rules").path(result.path("ruleIndex").asInt()).path("id").asText())
            .isEqualTo(result.path("ruleId").asText()));
  }

  @Test
  void aHostileNameStaysAPath() throws IOException {
    Cli.write(dir, "file:/\u00e9 100%?#[x].xml", "<bad");

    JsonNode log = valid(Cli.run(dir, "validate", "file:", "--format", "sarif").out());

    assertThat(log.findValuesAsText("uri")).containsOnly("file%3A/%C3%A9%20100%25%3F%23%5Bx%5D.xml");
  }

  @Test
  void anAbsolutePathIsAFileUri() throws IOException {
    Path file = Cli.write(dir, "a b.xml", "<bad");

    JsonNode log = valid(Cli.run(dir, "validate", file.toString(), "--format", "sarif").out());

    assertThat(log.findValuesAsText("uri")).containsOnly(file.toUri().toString());
  }

  @Test
  void fingerprintsOutliveEditsAboveAndTellFindingsApart() throws IOException {
    Cli.write(dir, "a.xml", Cli.xenWithTpm("a"));
    List<String> before = fingerprints("a.xml");
    Cli.write(dir, "a.xml", "<!-- one\n more\n line -->\n" + Cli.xenWithTpm("a"));
    Cli.write(dir, "b.xml", Cli.xenWithTpm("a"));

    assertThat(before).isNotEmpty().doesNotHaveDuplicates();
    assertThat(fingerprints("a.xml")).isEqualTo(before);
    assertThat(fingerprints("b.xml")).doesNotContainAnyElementsOf(before);
  }

  private List<String> fingerprints(String file) throws IOException {
    return valid(Cli.run(dir, "validate", file, "--format", "sarif").out()).findValuesAsText("finding/v1");
  }

  @Test
  void sarifOfNoFindingsIsALogToo() throws IOException {
    SarifFormat format = new SarifFormat("1", List.of());

    JsonNode run = valid(format.header() + format.footer(new Totals())).at("/runs/0");

    assertThat(run.path("results")).isEmpty();
    assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isTrue();
  }

  @Test
  void secretsAreMaskedInBoth() throws IOException {
    Cli.write(dir, "a.xml", Cli.xenWithPassword("a", "hunter2"));

    Cli.run(dir, "validate", "a.xml", "--format", "sarif=s", "--format", "junit=j");

    assertThat(Files.readString(dir.resolve("s")) + Files.readString(dir.resolve("j"))).doesNotContain("hunter2");
  }

  @Test
  void whatOnlyTheBatchShowsIsInBoth() throws IOException {
    Cli.write(dir, "a.xml", Cli.xen("same"));
    Cli.write(dir, "b.xml", Cli.xen("same"));

    Cli.run(dir, "validate", "a.xml", "b.xml", "--format", "sarif=s", "--format", "junit=j");

    JsonNode told = valid(Files.readString(dir.resolve("s"))).at("/runs/0/invocations/0/toolExecutionNotifications");
    assertThat(told.findValuesAsText("id")).isNotEmpty().containsOnly("batch-conflict");
    assertThat(told.path(0).findValuesAsText("uri")).containsExactly("a.xml", "b.xml");
    assertThat(elements(parsed(Files.readString(dir.resolve("j"))), "testcase")).last().satisfies(batch -> {
      assertThat(batch.getAttribute("name")).isEqualTo("the whole batch");
      assertThat(batch.getTextContent()).contains("[batch-conflict]");
    });
  }

  // ---- JUnit

  @Test
  void junitHasACaseForEachInput() throws IOException {
    someOfEach();

    Ran ran = Cli.run(dir, "convert", "in", "-o", "out", "--format", "junit=report.xml");

    assertThat(ran.code()).isEqualTo(4);
    String xml = Files.readString(dir.resolve("report.xml"));
    assertThat(xml).isEqualTo(GoldenFile.expected("testdata/reports/junit.xml", xml));
    Document report = parsed(xml);
    assertThat(elements(report, "testcase")).extracting(each -> each.getAttribute("name"))
        .containsExactly("in/a.xml", "in/b.xml", "in/c.xml", "in/d.xml");
    assertThat(elements(report, "testcase")).extracting(each -> each.getAttribute("classname"))
        .containsOnly("xen2kvm.convert");
  }

  @Test
  void theCountsAreThoseOfTheCases() throws IOException {
    someOfEach();

    Document report = parsed(Cli.run(dir, "validate", "in", "--format", "junit").out());

    assertThat(elements(report, "testsuite")).hasSize(4).allSatisfy(suite -> {
      assertThat(suite.getAttribute("tests")).isEqualTo(count(suite, "testcase"));
      assertThat(suite.getAttribute("failures")).isEqualTo(count(suite, "failure"));
      assertThat(suite.getAttribute("errors")).isEqualTo(count(suite, "error"));
    });
    assertThat(elements(report, "failure")).hasSize(1);
    assertThat(elements(report, "error")).hasSize(1);
  }

  private static String count(Element suite, String name) {
    return String.valueOf(suite.getElementsByTagName(name).getLength());
  }

  @Test
  void aPolicyThatRefusesFailsTheCase() throws IOException {
    Cli.write(dir, "a.xml", Cli.xenWithTpm("a"));

    Document report = parsed(
        Cli.run(dir, "validate", "a.xml", "--policy", Cli.strictPolicy(dir), "--format", "junit").out());

    assertThat(elements(report, "failure")).singleElement().satisfies(failure -> {
      assertThat(failure.getAttribute("type")).isEqualTo("tpm");
      assertThat(failure.getTextContent()).startsWith("a.xml:17:5: error: ");
    });
  }

  @Test
  void whatXmlCannotHoldIsLeftOut() throws IOException {
    String name = "<a&\"b>\u0007\u001b[31m\uFFFE.xml";
    Cli.write(dir, "in/" + name, "<bad");

    Document report = parsed(Cli.run(dir, "validate", "in", "--format", "junit").out());

    assertThat(elements(report, "testcase")).extracting(each -> each.getAttribute("name"))
        .containsExactly("in/<a&\"b>??[31m.xml");
  }
}
