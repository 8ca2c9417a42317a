package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.migration.json.JsonSchemas;

/** What only all inputs of a run together show: told at its end, whatever the number of jobs, without another exit status. */
final class BatchConflictsTest {
  @TempDir private Path dir = Path.of("");

  private static String domain(String name, String disk) {
    return Cli.xen(name).replace("/var/lib/xen/images/" + name + ".raw", disk).replace("  </devices>", """
            <interface type='bridge'>
              <mac address='00:16:3e:00:00:01'/>
              <source bridge='br7'/>
            </interface>
          </devices>""");
  }

  private void exports() throws IOException {
    Cli.write(dir, "in/a.xml", domain("a", "/srv/a.img"));
    Cli.write(dir, "in/b.xml", domain("b", "/srv//a.img"));
    Cli.write(dir, "in/c.xml", Cli.xen("c"));
    Cli.write(dir, "in/d.xml", Cli.xen("c"));
  }

  @Test
  void conflictsAreWarningsThatNameAllOwners() throws IOException {
    exports();

    Ran ran = Cli.run(dir, "convert", "in", "-o", "out");

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEqualTo("""
        in/a.xml: warning: The address 00:16:3e:00:00:01 is also that of in/b.xml [batch-conflict]
            Two on one network disturb each other. If they are one guest, define one of them; else give the others their own addresses.
        in/a.xml: warning: The disk /srv/a.img is also that of in/b.xml [batch-conflict]
            Two guests that write to one disk destroy what is on it. If they are one guest, define one of them; if the disks lie on \
        different hosts, map their paths apart in the policy.
        in/c.xml: warning: The same definition, character by character, is in/d.xml [batch-conflict]
            They are one guest: define one of them.
        in/a.xml: warning: No mapping of the policy covers the bridge br7, that of one other input, too [batch-network]
            Map it in the policy's networks, or see that the KVM host has a bridge of that name.
        4 files: 4 converted, 0 unchanged, 0 refused, 0 failed
        """);
    assertThat(Cli.run(dir, "convert", "in", "-o", "quiet", "-q").err()).isEmpty();
    assertThat(Cli.run(dir, "convert", "in", "-o", "coded", "--detailed-exitcode").code()).isEqualTo(2);
  }

  @Test
  void oneInputIsHeldAgainstNothing() throws IOException {
    exports();

    assertThat(Cli.run(dir, "convert", "in/a.xml", "-o", "out/").err()).isEmpty();
  }

  @Test
  void everyReportTellsThem() throws IOException {
    exports();

    String validated = Cli.run(dir, "validate", "in").out();
    String text = Cli.run(dir, "diff", "in", "--format", "text").out();
    String json = Cli.run(dir, "diff", "in", "--format", "json").out();
    String lines = Cli.run(dir, "diff", "in", "--format", "jsonl").out();

    assertThat(validated).contains("[batch-conflict]", "[batch-network]");
    assertThat(text).contains("\nin/a.xml: warning: The address 00:16:3e:00:00:01 is also that of in/b.xml [batch-conflict]\n");
    assertThat(JsonSchemas.problems("report", json)).isEmpty();
    assertThat(JsonSchemas.tree(json).at("/summary/conflicts").findValuesAsText("kind")).containsExactly("address", "disk", "definition");
    assertThat(JsonSchemas.tree(json).at("/summary/conflicts/1/inputs").toString()).isEqualTo("[\"in/a.xml\",\"in/b.xml\"]");
    assertThat(JsonSchemas.tree(json).at("/summary/unmappedNetworks").toString())
        .isEqualTo("[{\"kind\":\"bridge\",\"name\":\"br7\",\"inputs\":[\"in/a.xml\",\"in/b.xml\"]}]");
    String last = lines.lines().skip(4).findFirst().orElseThrow();
    assertThat(JsonSchemas.problems("report", last)).isEmpty();
    assertThat(JsonSchemas.tree(last).at("/conflicts")).isEqualTo(JsonSchemas.tree(json).at("/summary/conflicts"));
  }

  @Test
  void theyAreTheSameWhateverTheJobs() throws IOException {
    for (int i = 0; i < 400; i++) {
      String padding = "<!--" + "x".repeat((i * 7919) % 20_000) + "-->";
      Cli.write(dir, String.format(Locale.ROOT, "in/%d/d%03d.xml", i % 3, i),
          i % 7 == 0 ? "<bad" : domain("d" + i % 90, "/srv/" + i % 50 + ".img").replace("</name>", "</name>" + padding));
    }

    Ran one = Cli.run(dir, "convert", "in", "-o", "one", "--jobs", "1", "--format", "jsonl");
    Ran eight = Cli.run(dir, "convert", "in", "-o", "eight", "--jobs", "8", "--format", "jsonl");

    assertThat(eight.err()).isEqualTo(one.err()).contains("The name d1 is also that of ");
    assertThat(eight.out().replace("eight/", "one/")).isEqualTo(one.out());
  }

  @Test
  void manyUnmappedNetworksAreCounted() throws IOException {
    for (int i = 0; i < 30; i++) {
      Cli.write(dir, "in/d" + i + ".xml",
          domain("d" + i, "/srv/" + i).replace("br7", "qbr" + i).replace("00:00:01", "00:00:" + (10 + i)));
    }

    assertThat(Cli.run(dir, "validate", "in").out())
        .contains("xen2kvm: warning: 10 more bridges and networks are in no mapping [batch-network]\n").doesNotContain("batch-conflict");
  }
}
