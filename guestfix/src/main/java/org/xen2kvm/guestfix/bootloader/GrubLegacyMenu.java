package org.xen2kvm.guestfix.bootloader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * GRUB Legacy's {@code menu.lst} or {@code grub.conf}, which pygrub reads, too: its entries, its default, and edits in place.
 * Immutable.
 */
public final class GrubLegacyMenu {
  private static final String SEPARATORS = " \t=";

  private final List<ConfigLine> lines;
  private final List<Block> blocks;

  /** The lines of one entry, {@code end} excluded. */
  private record Block(int start, int end) {}

  private GrubLegacyMenu(List<ConfigLine> lines) {
    this.lines = List.copyOf(lines);
    List<Block> found = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).is("title")) {
        if (start >= 0) {
          found.add(new Block(start, i));
        }
        start = i;
      }
    }
    if (start >= 0) {
      found.add(new Block(start, lines.size()));
    }
    this.blocks = List.copyOf(found);
  }

  public static GrubLegacyMenu parse(String text) {
    return new GrubLegacyMenu(ConfigLine.linesOf(text, SEPARATORS));
  }

  // ---- reading

  /** Returns the entries in order; the id of each is its number from 0. */
  public List<BootEntry> entries() {
    List<BootEntry> entries = new ArrayList<>();
    for (Block block : blocks) {
      entries.add(entry(entries.size(), block));
    }
    return entries;
  }

  private BootEntry entry(int number, Block block) {
    List<String> modules = new ArrayList<>();
    List<String> initrds = new ArrayList<>();
    String kernel = "";
    String cmdline = "";
    for (ConfigLine line : lines.subList(block.start(), block.end())) {
      if (line.is("kernel")) {
        kernel = BootEntry.withoutDevice(kernelPath(line));
        cmdline = afterKernelPath(line).strip();
      } else if (line.is("module")) {
        modules.add(line.rest().strip());
      } else if (line.is("initrd")) {
        initrds.add(BootEntry.withoutDevice(line.firstWord()));
      }
    }
    boolean hypervisor = !modules.isEmpty();
    if (hypervisor) {
      String[] module = modules.get(0).split("[ \t]+", 2);
      kernel = BootEntry.withoutDevice(module[0]);
      cmdline = module.length > 1 ? module[1] : "";
      modules.stream().skip(1).map(words -> BootEntry.withoutDevice(words.split("[ \t]+", 2)[0])).forEach(initrds::add);
    }
    String title = lines.get(block.start()).rest().strip();
    return new BootEntry(Integer.toString(number), title, kernel, initrds, cmdline, hypervisor);
  }

  /** The kernel command takes options before the path: {@code kernel --no-mem-option /vmlinuz}. */
  private static int kernelStart(ConfigLine line) {
    int at = 0;
    while (line.rest().startsWith("--", at)) {
      at = skip(line.rest(), skip(line.rest(), at, false), true);
    }
    return at;
  }

  /** Returns where blanks, or what are none, end. */
  private static int skip(String rest, int from, boolean blanks) {
    int at = from;
    while (at < rest.length() && (rest.charAt(at) == ' ' || rest.charAt(at) == '\t') == blanks) {
      at++;
    }
    return at;
  }

  private static int kernelEnd(ConfigLine line) {
    return skip(line.rest(), kernelStart(line), false);
  }

  private static String kernelPath(ConfigLine line) {
    return line.rest().substring(kernelStart(line), kernelEnd(line));
  }

  private static String afterKernelPath(ConfigLine line) {
    return line.rest().substring(kernelEnd(line));
  }

  /** Returns the number of the entry that is started by itself; empty for {@code saved} and for what is no number. */
  public Optional<Integer> defaultEntry() {
    Optional<String> word = setting("default");
    return word.isEmpty() ? Optional.of(0) : number(word.get());
  }

  /** Returns whether the default is the one that was started last. */
  public boolean startsSaved() {
    return setting("default").filter("saved"::equals).isPresent();
  }

  private Optional<String> setting(String keyword) {
    Optional<String> value = Optional.empty();
    for (ConfigLine line : globals()) {
      if (line.is(keyword)) {
        value = Optional.of(line.firstWord());
      }
    }
    return value;
  }

  /** Returns the entries that are tried when the default fails. */
  public List<Integer> fallbacks() {
    List<Integer> numbers = new ArrayList<>();
    for (ConfigLine line : globals()) {
      if (line.is("fallback")) {
        for (String word : line.rest().strip().split("[ \t]+")) {
          number(word).ifPresent(numbers::add);
        }
      }
    }
    return numbers;
  }

  private List<ConfigLine> globals() {
    return lines.subList(0, firstEntry());
  }

  private int firstEntry() {
    return blocks.isEmpty() ? lines.size() : blocks.get(0).start();
  }

  private static Optional<Integer> number(String word) {
    return word.matches("[0-9]{1,4}") ? Optional.of(Integer.valueOf(word)) : Optional.empty();
  }

  /** Returns the text of the file. */
  public String text() {
    return ConfigLine.join(lines);
  }

  // ---- editing

  /**
   * Returns the menu with the command lines of all Linux kernels changed; the function gets what follows the kernel's path and
   * whether the entry has an initramfs. Those of Xen's hypervisor stay.
   */
  public GrubLegacyMenu editCommandLines(BiFunction<String, Boolean, String> change) {
    List<ConfigLine> edited = new ArrayList<>(lines);
    for (Block block : blocks) {
      List<ConfigLine> body = lines.subList(block.start(), block.end());
      boolean initrd = body.stream().anyMatch(line -> line.is("initrd"));
      boolean hypervisor = body.stream().anyMatch(line -> line.is("module"));
      for (int i = block.start(); i < block.end() && !hypervisor; i++) {
        ConfigLine line = lines.get(i);
        if (line.is("kernel") && BootEntry.isLinux(kernelPath(line))) {
          String after = afterKernelPath(line);
          String path = line.rest().substring(0, kernelEnd(line));
          edited.set(i, line.withRest(path + spaced(change.apply(after, initrd))));
        }
      }
    }
    return edited.equals(lines) ? this : new GrubLegacyMenu(edited);
  }

  private static String spaced(String arguments) {
    boolean needsBlank = !arguments.isEmpty() && arguments.charAt(0) != ' ' && arguments.charAt(0) != '\t';
    return needsBlank ? " " + arguments : arguments;
  }

  /**
   * Returns the menu with the values of Debian's {@code # kopt=…} comments changed, from which update-grub writes the kernel
   * lines; the function gets the comment's name and its value.
   */
  public GrubLegacyMenu editMagicComments(BiFunction<String, String, String> change) {
    List<ConfigLine> edited = new ArrayList<>(lines);
    for (int i = 0; i < edited.size(); i++) {
      ConfigLine line = edited.get(i);
      int equals = line.rest().indexOf('=');
      // Two hashes are Debian's explanations of these comments.
      if (line.keyword().equals("#") && equals > 0 && line.rest().substring(0, equals).matches("[A-Za-z0-9_]{1,40}")) {
        String name = line.rest().substring(0, equals);
        edited.set(i, line.withRest(name + "=" + change.apply(name, line.rest().substring(equals + 1))));
      }
    }
    return edited.equals(lines) ? this : new GrubLegacyMenu(edited);
  }

  /** Returns the menu that starts that entry by itself. */
  public GrubLegacyMenu withDefault(int number) {
    List<ConfigLine> edited = new ArrayList<>(lines);
    boolean found = false;
    for (int i = 0; i < firstEntry(); i++) {
      ConfigLine line = lines.get(i);
      if (line.is("default")) {
        found = true;
        edited.set(i, line.withRest(number + line.afterFirstWord()));
      }
    }
    if (!found) {
      String end = edited.isEmpty() || edited.get(0).end().isEmpty() ? "\n" : edited.get(0).end();
      edited.add(firstEntry(), new ConfigLine("", "default", " ", Integer.toString(number), end));
    }
    return new GrubLegacyMenu(edited);
  }

  /** Returns the menu without its {@code fallback} lines. */
  public GrubLegacyMenu withoutFallback() {
    List<ConfigLine> edited = new ArrayList<>(lines);
    for (int i = firstEntry() - 1; i >= 0; i--) {
      if (lines.get(i).is("fallback")) {
        edited.remove(i);
      }
    }
    return new GrubLegacyMenu(edited);
  }

  /** Returns the menu with one more entry at its end, whose {@code root} is that of another one. */
  public GrubLegacyMenu withEntry(int like, String title, String kernel, Optional<String> initrd, String cmdline) {
    List<ConfigLine> edited = new ArrayList<>(lines);
    String end = lines.get(blocks.get(like).start()).end();
    String newline = end.isEmpty() ? "\n" : end;
    int last = edited.size() - 1;
    if (edited.get(last).end().isEmpty()) {
      ConfigLine line = edited.get(last);
      edited.set(last, new ConfigLine(line.indent(), line.keyword(), line.gap(), line.rest(), newline));
    }
    UnaryOperator<String> line = text -> text + newline;
    StringBuilder entry = new StringBuilder(newline).append(line.apply("title " + title));
    for (ConfigLine old : lines.subList(blocks.get(like).start(), blocks.get(like).end())) {
      if (old.is("root", "rootnoverify", "uuid")) {
        entry.append(old.toString().stripTrailing()).append(newline);
      }
    }
    entry.append(line.apply("    kernel " + kernel + (cmdline.isEmpty() ? "" : " " + cmdline)));
    initrd.ifPresent(path -> entry.append(line.apply("    initrd " + path)));
    edited.addAll(ConfigLine.linesOf(entry.toString(), SEPARATORS));
    return new GrubLegacyMenu(edited);
  }
}
