package org.xen2kvm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.xen2kvm.cli.Main;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;

/** Each golden case gives the XML and the report that stand beside it, through the command line as a user would call it. */
class GoldenCasesTest {
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @TestFactory
  Stream<DynamicTest> everyCase() {
    return GoldenCase.all().stream().map(golden -> DynamicTest.dynamicTest(golden.name(), () -> {
      ConversionResult result = golden.convert();
      String converted = result.outcome() == Outcome.REFUSED ? "" : result.converted();
      if (!converted.isEmpty() || Files.exists(golden.file("expected.xml"))) {
        assertThat(converted).isEqualTo(GoldenCase.expected(golden.file("expected.xml"), converted));
      }
      String report = report(golden);
      assertThat(report).isEqualTo(GoldenCase.expected(golden.file("expected.json"), report));
    }));
  }

  /** Returns the case's line of {@code --format jsonl}, laid out for reading and without the path it was called with. */
  private static String report(GoldenCase golden) throws IOException {
    List<String> args = new ArrayList<>(List.of("diff", "--format", "jsonl", golden.source().toString()));
    if (Files.exists(golden.file("policy.yaml"))) {
      args.addAll(List.of("--policy", golden.file("policy.yaml").toString()));
    }
    if (Files.exists(golden.file("host.xml"))) {
      args.addAll(List.of("--host", golden.file("host.xml").toString()));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Main.run(
        args.toArray(String[]::new),
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      ObjectNode report = (ObjectNode) JSON.readTree(out.toString(StandardCharsets.UTF_8));
      report.put("input", golden.source().getFileName().toString());
      return JSON.writeValueAsString(report) + "\n";
    } catch (JsonProcessingException | ClassCastException e) {
      throw new AssertionError("No report: " + out + err, e);
    }
  }
}
