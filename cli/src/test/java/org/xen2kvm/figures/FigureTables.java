package org.xen2kvm.figures;

import java.util.Locale;
import java.util.Map;

/**
 * The tables that pages quote, each with the circumstances of its figures.
 *
 * @param results what was measured
 */
record FigureTables(Results results) {

  /** Returns the text of a table, line by line. */
  String table(String name) {
    return switch (name) {
      case "speed" -> speed();
      case "machine" -> machine();
      case "converter" -> converter() + ending(name);
      case "start" -> start() + ending(name);
      case "memory" -> memory() + ending(name);
      case "jobs" -> jobs() + ending(name);
      case "shards" -> shards() + ending(name);
      case "copy" -> copy() + ending(name);
      case "sizing" -> sizing() + ending(name);
      case "guestfix" -> guestfix() + ending(name);
      case "guestfix-in-short" -> guestfixInShort() + ending("guestfix");
      default -> throw new IllegalArgumentException("no table is named " + name);
    };
  }

  private String ending(String part) {
    return "\n" + results.part(part).circumstances() + "\n";
  }

  /** The few figures of the README. */
  private String speed() {
    PartResults converter = results.part("converter");
    PartResults memory = results.part("memory");
    PartResults sizing = results.part("sizing");
    PartResults guestfix = results.part("guestfix");
    PartResults copy = results.part("copy");
    StringBuilder out = new StringBuilder("| | median | ratio: median (least–most) |\n|---|---|---|\n");
    row(out, "`xsltproc`, " + converter.fact("count") + " exports to one stream", converter.text("xsltproc-stream"), "");
    row(out, "`xsltproc`, a file each", converter.text("xsltproc-files"), "");
    row(out, "`xen2kvm convert`, a file each", converter.text("xen2kvm"), converter.textWithSpread("xen2kvm-to-files")
        + " to files, " + converter.textWithSpread("xen2kvm-to-stream") + " to the stream");
    row(out, "one file, from start to end", results.part("start").text("xen2kvm"), "");
    row(out, memory.fact("many-count") + " exports in a heap of " + memory.fact("heap") + " MiB",
        memory.text("many") + ", " + memory.text("many.peak") + " resident", "");
    row(out, "a guest fixed (" + guestfix.words("guests").size() + " guests)", guestfix.text("xen2kvm"),
        guestfix.textWithSpread("xen2kvm-to-virt-v2v") + " to virt-v2v");
    row(out, "a guest planned, then applied", sizing.text("plan-1.guest") + ", " + sizing.text("apply-1.guest"), "");
    row(out, "`--copy` of a disk, compared", copy.text("xen2kvm.bandwidth"),
        copy.textWithSpread("xen2kvm-to-qemu-img-compared") + " to `qemu-img` doing both");
    return out.toString();
  }

  /** The machine, which must be the same for all that stands on one page. */
  private String machine() {
    StringBuilder out = new StringBuilder("| | |\n|---|---|\n");
    results.parts().values().stream().map(PartResults::machine).filter(machine -> !machine.isEmpty()).findFirst()
        .ifPresent(machine -> machine.forEach((name, value) -> row(out, name, value)));
    return out.toString();
  }

  private String converter() {
    PartResults part = results.part("converter");
    StringBuilder out = head(part.fact("count") + " exports");
    processes(out, part, Map.of());
    row(out, "ratio of xen2kvm to xsltproc, a file each", part.textWithSpread("xen2kvm-to-files"), "", "");
    row(out, "ratio of xen2kvm to xsltproc, to one stream", part.textWithSpread("xen2kvm-to-stream"), "", "");
    return out.toString();
  }

  private String start() {
    StringBuilder out = head("One export");
    processes(out, results.part("start"), Map.of("without-archive", "xen2kvm, with the JDK's class-data archive alone"));
    return out.toString();
  }

  private String memory() {
    PartResults part = results.part("memory");
    StringBuilder out = head("In a heap of " + part.fact("heap") + " MiB");
    processes(out, part, Map.of("few", part.fact("count") + " exports", "many", part.fact("many-count") + " exports"));
    return out.toString();
  }

  private String jobs() {
    PartResults part = results.part("jobs");
    StringBuilder out = new StringBuilder("| " + part.fact("count") + " exports | wall | times as fast as one | CPU | peak |\n"
        + "|---|---|---|---|---|\n");
    for (String jobs : part.words("jobs")) {
      String name = "jobs-" + jobs;
      row(out, "`--jobs " + jobs + "`", part.textWithSpread(name), part.textWithSpread(name + ".speedup"), part.text(name + ".cpu"),
          part.text(name + ".peak"));
    }
    return out.toString();
  }

  private String shards() {
    PartResults part = results.part("shards");
    StringBuilder out = head(part.fact("count") + " exports, with a JSON report");
    processes(out, part, Map.of("whole", "the whole", "shard", "one of four shards", "merge", "`merge-reports` of the four"));
    row(out, "ratio of one shard to the whole", part.textWithSpread("shard-to-whole"), "", "");
    return out.toString();
  }

  private String copy() {
    PartResults part = results.part("copy");
    StringBuilder out = new StringBuilder("| A raw disk of " + part.fact("mib") + " MiB, " + part.fact("data")
        + " of them data | wall | data |\n|---|---|---|\n");
    row(out, "`cp --sparse=always`", part.textWithSpread("cp"), part.text("cp.bandwidth"));
    row(out, "`qemu-img convert` to qcow2", part.textWithSpread("qemu-img"), part.text("qemu-img.bandwidth"));
    row(out, "… and `qemu-img compare`", part.textWithSpread("qemu-img-compared"), part.text("qemu-img-compared.bandwidth"));
    row(out, "`xen2kvm convert --copy` to qcow2, which compares", part.textWithSpread("xen2kvm"), part.text("xen2kvm.bandwidth"));
    row(out, "its ratio to `qemu-img` doing both", part.textWithSpread("xen2kvm-to-qemu-img-compared"), "");
    return out.toString();
  }

  private String sizing() {
    PartResults part = results.part("sizing");
    StringBuilder out = new StringBuilder("| " + part.fact("guests") + " guests | plan, a guest | apply, a guest "
        + "| guests an hour: plan and apply | … apply alone | largest process |\n|---|---|---|---|---|---|\n");
    for (String jobs : new String[] {"1", "2"}) {
      row(out, jobs.equals("1") ? "one after another (`--jobs 1`)" : "two at a time (`--jobs 2`)",
          part.textWithSpread("plan-" + jobs + ".guest"), part.textWithSpread("apply-" + jobs + ".guest"),
          part.textWithSpread("both-" + jobs + ".hour"), part.textWithSpread("apply-" + jobs + ".hour"), part.text("apply-" + jobs + ".peak"));
    }
    return out.toString();
  }

  private String guestfix() {
    PartResults part = results.part("guestfix");
    StringBuilder out = new StringBuilder("| guest | virt-v2v | its result | xen2kvm | its result | ratio | JVM peak |\n"
        + "|---|---|---|---|---|---|---|\n");
    for (String guest : part.words("guests")) {
      row(out, guest, part.text(guest + "/virt-v2v"), part.fact(guest + "/virt-v2v"), part.text(guest + "/xen2kvm"),
          part.fact(guest + "/xen2kvm"), part.text(guest + "/ratio"), part.text(guest + "/xen2kvm.peak"));
    }
    return out + "\nRatios of the guests that both have a result of: " + part.textWithSpread("xen2kvm-to-virt-v2v")
        + ". *No login*: no prompt on the serial port within " + part.fact("boot-limit") + " seconds.\n";
  }

  private String guestfixInShort() {
    PartResults part = results.part("guestfix");
    StringBuilder out = new StringBuilder("| guests | xen2kvm | ratio to virt-v2v |\n|---|---|---|\n");
    row(out, Integer.toString(part.words("guests").size()), part.textWithSpread("xen2kvm"),
        part.textWithSpread("xen2kvm-to-virt-v2v"));
    return out.toString();
  }

  private static StringBuilder head(String what) {
    return new StringBuilder("| " + what + " | wall | CPU | peak |\n|---|---|---|---|\n");
  }

  /** A row for each process that was timed, told by its name or by a better one. */
  private static void processes(StringBuilder out, PartResults part, Map<String, String> called) {
    for (String name : part.figures().keySet()) {
      if (part.figure(name + ".cpu").isPresent()) {
        row(out, called.getOrDefault(name, name.replaceFirst("-", ", ").toLowerCase(Locale.ROOT)), part.textWithSpread(name),
            part.text(name + ".cpu"), part.text(name + ".peak"));
      }
    }
  }

  private static void row(StringBuilder out, String... cells) {
    out.append('|');
    for (String cell : cells) {
      out.append(' ').append(cell.replace("|", "\\|")).append(cell.isEmpty() ? "|" : " |");
    }
    out.append('\n');
  }
}
