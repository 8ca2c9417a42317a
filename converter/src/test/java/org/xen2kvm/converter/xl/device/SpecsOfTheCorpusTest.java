package org.xen2kvm.converter.xl.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.GuestKind;
import org.xen2kvm.converter.xl.disk.DiskReading;
import org.xen2kvm.converter.xl.nic.NicReading;

/** Every disk and interface that somebody wrote into a real Xen configuration is read, or refused for a stated reason. */
final class SpecsOfTheCorpusTest {
  private static final Pattern LIST = Pattern.compile("^[ \\t]*(disk|vif)[ \\t]*=[ \\t]*\\[([^]]*)]", Pattern.MULTILINE);
  private static final Pattern ITEM = Pattern.compile("\"([^\"\\n]*)\"|'([^'\\n]*)'");

  @Test
  void everySpecificationIsReadOrRefusedForAStatedReason() throws IOException {
    Path corpus = Path.of(System.getProperty("xen2kvm.root", ".."), "..", "shared", "corpus");
    if (!Files.isDirectory(corpus)) {
      String reason = "the shared corpus is not beside the project: no folder " + corpus;
      System.out.println("SKIPPED: " + reason);
      Assumptions.abort(reason);
    }
    int disks = 0;
    int nics = 0;
    Map<String, String> refused = new TreeMap<>();
    Map<String, Integer> remarked = new TreeMap<>();
    for (Path file : configurations(corpus)) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      GuestKind kind = text.contains("hvm") ? GuestKind.HVM : GuestKind.PV;
      Matcher list = LIST.matcher(text);
      while (list.find()) {
        boolean disk = list.group(1).equals("disk");
        for (String spec : items(list.group(2))) {
          disks += disk ? 1 : 0;
          nics += disk ? 0 : 1;
          DeviceReading reading = disk ? DiskReading.of(spec, kind, false) : NicReading.of(spec, kind);
          for (Remark remark : reading.remarks()) {
            if (remark.isError()) {
              refused.put(spec, remark.message());
            } else {
              remarked.merge(remark.message(), 1, Integer::sum);
            }
          }
          boolean bad = reading.remarks().stream().anyMatch(Remark::isError);
          assertThat(reading.devices()).as(file + ": " + spec).hasSize(bad ? 0 : 1);
        }
      }
    }
    System.out.println(
        "Corpus: " + disks + " disks and " + nics + " interfaces read, refused " + refused + ", remarks " + remarked);
    assertThat(disks).isGreaterThan(100);
    assertThat(nics).isGreaterThan(100);
    assertThat(refused).isEmpty();
  }

  private static List<Path> configurations(Path corpus) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String line : Files.readAllLines(corpus.resolve("INDEX.tsv"), StandardCharsets.UTF_8)) {
      String[] columns = line.split("\t", -1);
      if (columns.length > 2 && (columns[2].equals("xl") || columns[2].equals("xm"))) {
        found.add(corpus.resolve(columns[0]));
      }
    }
    try (Stream<Path> golden = Files.walk(corpus.resolve("golden"))) {
      golden.filter(file -> file.toString().endsWith(".cfg")).sorted().forEach(found::add);
    }
    return found.stream().filter(Files::isRegularFile).toList();
  }

  private static List<String> items(String list) {
    List<String> items = new ArrayList<>();
    for (String line : list.split("\n", -1)) {
      Matcher item = ITEM.matcher(line.strip().startsWith("#") ? "" : line);
      while (item.find()) {
        // The escapes that occur in the corpus.
        items.add((item.group(1) == null ? item.group(2) : item.group(1)).replace("\\\\", "\\"));
      }
    }
    return items;
  }
}
