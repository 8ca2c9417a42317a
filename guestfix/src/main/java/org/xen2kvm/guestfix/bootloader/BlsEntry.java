package org.xen2kvm.guestfix.bootloader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One entry of the Boot Loader Specification, {@code loader/entries/ID.conf}, as Red Hat's GRUB 2 and systemd-boot read it. Edits
 * are in place. Immutable.
 */
public final class BlsEntry {
  private final String id;
  private final List<ConfigLine> lines;

  private BlsEntry(String id, List<ConfigLine> lines) {
    this.id = id;
    this.lines = List.copyOf(lines);
  }

  /**
   * Returns the entry.
   *
   * @param id the file's name without {@code .conf}, by which defaults call it
   */
  public static BlsEntry parse(String id, String text) {
    return new BlsEntry(id, ConfigLine.linesOf(text, " \t"));
  }

  private Optional<String> value(String key) {
    return lines.stream().filter(line -> line.keyword().equals(key)).map(line -> line.rest().strip()).findFirst();
  }

  /** Returns what it offers; variables such as {@code $kernelopts} stay in the command line. */
  public BootEntry entry() {
    List<String> initrds = new ArrayList<>();
    lines.stream().filter(line -> line.keyword().equals("initrd"))
        .forEach(line -> List.of(line.rest().strip().split("[ \t]+")).stream()
            .filter(path -> !path.startsWith("$")).forEach(initrds::add));
    String options = lines.stream().filter(line -> line.keyword().equals("options"))
        .map(line -> line.rest().strip()).collect(Collectors.joining(" "));
    return new BootEntry(id, value("title").orElse(id), value("linux").orElse(""), initrds, options, false);
  }

  /** Returns its version, by which menus are sorted; empty when it has none. */
  public String version() {
    return value("version").orElse("");
  }

  /** Returns how many lines make its command line. */
  public long optionLines() {
    return lines.stream().filter(line -> line.keyword().equals("options")).count();
  }

  /** Returns the entry with the command line changed; one of several {@code options} lines is a part of it. */
  public BlsEntry editOptions(UnaryOperator<String> change) {
    List<ConfigLine> edited = lines.stream()
        .map(line -> line.keyword().equals("options") ? line.withRest(change.apply(line.rest())) : line).toList();
    return new BlsEntry(id, edited);
  }

  /** Returns the text of the file. */
  public String text() {
    return ConfigLine.join(lines);
  }
}
