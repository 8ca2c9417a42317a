package org.xen2kvm.guestfix.bootloader;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * GRUB 2's {@code grub.cfg}: the entries of its menu, submenus too, and edits in place. The script is looked at line by line and
 * never evaluated, so entries that it would make while running (Boot Loader Specification) are not among them. Immutable.
 */
public final class Grub2Config {
  private static final String BLANKS = " \t";
  private static final String[] LINUX = {"linux", "linux16", "linuxefi", "linuxu"};
  private static final String[] INITRD = {"initrd", "initrd16", "initrdefi", "initrdu"};
  private static final String[] MODULE = {"module", "module2"};
  private static final int DEEPEST = 16;

  private final List<ConfigLine> lines;
  private final List<Item> items;

  /** An entry, and the names of the submenus above it. */
  private record Item(Block block, List<Block> above) {}

  /** The lines of an entry or submenu, {@code end} excluded; its number is its place among its neighbours. */
  private record Block(int number, String title, String id, boolean submenu, int start, int end) {}

  private Grub2Config(List<ConfigLine> lines) {
    this.lines = List.copyOf(lines);
    this.items = List.copyOf(new Finder(lines).find());
  }

  public static Grub2Config parse(String text) {
    return new Grub2Config(ConfigLine.linesOf(text, BLANKS));
  }

  /** One pass over the lines, counting braces. */
  private static final class Finder {
    private final List<ConfigLine> lines;
    private final List<Item> found = new ArrayList<>();
    private final Deque<Block> open = new ArrayDeque<>();
    private final int[] counts = new int[DEEPEST + 1];
    /** The depth of braces that belong to no menu: functions. */
    private int otherBraces;

    Finder(List<ConfigLine> lines) {
      this.lines = lines;
    }

    List<Item> find() {
      for (int i = 0; i < lines.size(); i++) {
        ConfigLine line = lines.get(i);
        boolean opens = line.rest().stripTrailing().endsWith("{");
        if (line.is("menuentry", "submenu") && opens && otherBraces == 0 && open.size() < DEEPEST) {
          open(i, line);
        } else if (line.keyword().equals("}")) {
          close(i);
        } else if (opens && (line.is("function", "menuentry", "submenu") || inSubmenu())) {
          otherBraces++;
        }
      }
      return found;
    }

    private boolean inSubmenu() {
      Block innermost = open.peek();
      return innermost != null && innermost.submenu();
    }

    private void open(int at, ConfigLine line) {
      List<String> words = GrubWords.of(line.rest());
      String id = "";
      for (int i = 1; i + 1 < words.size(); i++) {
        if (words.get(i).equals("--id") || words.get(i).equals("$menuentry_id_option")
            || words.get(i).equals("${menuentry_id_option}")) {
          id = words.get(i + 1);
        }
      }
      int number = counts[open.size()]++;
      open.push(new Block(number, words.isEmpty() ? "" : words.get(0), id, line.is("submenu"), at, at));
      counts[open.size()] = 0;
    }

    private void close(int at) {
      if (otherBraces > 0) {
        otherBraces--;
      } else if (!open.isEmpty()) {
        Block block = open.pop();
        if (!block.submenu()) {
          List<Block> above = new ArrayList<>();
          open.descendingIterator().forEachRemaining(above::add);
          found.add(new Item(
              new Block(block.number(), block.title(), block.id(), false, block.start(), at + 1), above));
        }
      }
    }
  }

  // ---- reading

  /** Returns the entries in order, those of submenus where they stand. */
  public List<BootEntry> entries() {
    return items.stream().map(this::entry).toList();
  }

  private BootEntry entry(Item item) {
    String kernel = "";
    String cmdline = "";
    List<String> initrds = new ArrayList<>();
    List<ConfigLine> modules = new ArrayList<>();
    for (ConfigLine line : lines.subList(item.block().start() + 1, item.block().end())) {
      if (line.is(LINUX)) {
        kernel = BootEntry.withoutDevice(line.firstWord());
        cmdline = line.afterFirstWord().strip();
      } else if (line.is(INITRD)) {
        GrubWords.of(line.rest()).forEach(path -> initrds.add(BootEntry.withoutDevice(path)));
      } else if (line.is(MODULE)) {
        modules.add(line);
      }
    }
    boolean hypervisor = !modules.isEmpty();
    if (hypervisor) {
      kernel = BootEntry.withoutDevice(moduleWords(modules.get(0)).get(0));
      String after = modules.get(0).afterFirstWord().strip();
      // Old GRUBs swallow a module's first word, which the generator therefore makes up.
      cmdline = after.startsWith("placeholder") ? after.substring("placeholder".length()).strip() : after;
      modules.stream().skip(1).forEach(line -> initrds.add(BootEntry.withoutDevice(moduleWords(line).get(0))));
    }
    return new BootEntry(idOf(item), item.block().title(), kernel, initrds, cmdline, hypervisor);
  }

  private static List<String> moduleWords(ConfigLine line) {
    List<String> words = GrubWords.of(line.rest()).stream().filter(word -> !word.startsWith("--")).toList();
    return words.isEmpty() ? List.of("") : words;
  }

  /** What {@code default} may call it and what survives the next generation best: ids, else titles, from the top of the menu. */
  private static String idOf(Item item) {
    return path(item, block -> block.id().isEmpty() ? block.title() : block.id());
  }

  private static String path(Item item, Function<Block, String> name) {
    StringBuilder path = new StringBuilder();
    item.above().forEach(block -> path.append(name.apply(block)).append('>'));
    return path.append(name.apply(item.block())).toString();
  }

  /**
   * Returns the entry that a value of {@code default} or {@code saved_entry} means: a number, a title or an id, with those of its
   * submenus before it; a submenu means its first entry. Empty where it means none.
   */
  public Optional<BootEntry> find(String name) {
    String wanted = name.strip();
    return items.stream().filter(item -> means(item, wanted)).findFirst().map(this::entry);
  }

  private static boolean means(Item item, String wanted) {
    if (wanted.equals(idOf(item)) || wanted.equals(path(item, Block::title))
        || wanted.equals(path(item, block -> Integer.toString(block.number())))
        || (!wanted.isEmpty() && wanted.equals(item.block().id()))) {
      return true;
    }
    for (int depth = 1; depth <= item.above().size(); depth++) {
      Item submenu = new Item(item.above().get(depth - 1), item.above().subList(0, depth - 1));
      if (wanted.equals(idOf(submenu)) || wanted.equals(path(submenu, Block::title))
          || wanted.equals(path(submenu, block -> Integer.toString(block.number())))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the last literal {@code set default="…"}; empty when there is none but of variables. */
  public Optional<String> defaultEntry() {
    Optional<String> value = Optional.empty();
    for (ConfigLine line : lines) {
      Optional<String> literal = literalDefault(line);
      value = literal.isPresent() ? literal : value;
    }
    return value;
  }

  private static Optional<String> literalDefault(ConfigLine line) {
    if (!line.is("set") || !line.rest().startsWith("default=")) {
      return Optional.empty();
    }
    List<String> words = GrubWords.of(line.rest().substring("default=".length()));
    return words.isEmpty() || words.get(0).contains("$") ? Optional.empty() : Optional.of(words.get(0));
  }

  /** Returns whether the default is what {@code grubenv} has saved. */
  public boolean startsSaved() {
    return lines.stream().anyMatch(line -> line.is("set") && line.rest().startsWith("default=")
        && line.rest().contains("saved_entry"));
  }

  /** Returns whether GRUB adds the entries of the Boot Loader Specification while it runs. */
  public boolean readsLoaderEntries() {
    return lines.stream().anyMatch(line -> line.is("blscfg"));
  }

  /** Returns the text of the file. */
  public String text() {
    return ConfigLine.join(lines);
  }

  // ---- editing

  /**
   * Returns the configuration with the command lines of all Linux kernels changed; the function gets what follows the kernel's
   * path and whether an initramfs follows. Kernels whose path is a variable are the script's own business and stay.
   */
  public Grub2Config editCommandLines(BiFunction<String, Boolean, String> change) {
    List<ConfigLine> edited = new ArrayList<>(lines);
    for (int i = 0; i < lines.size(); i++) {
      ConfigLine line = lines.get(i);
      if (line.is(LINUX) && !line.firstWord().startsWith("$") && BootEntry.isLinux(line.firstWord())) {
        String after = change.apply(line.afterFirstWord(), initrdFollows(i));
        String blank = after.isEmpty() || BLANKS.indexOf(after.charAt(0)) >= 0 ? "" : " ";
        edited.set(i, line.withRest(line.firstWord() + blank + after));
      }
    }
    return edited.equals(lines) ? this : new Grub2Config(edited);
  }

  private boolean initrdFollows(int at) {
    for (int i = at + 1; i < lines.size() && i <= at + 40; i++) {
      ConfigLine line = lines.get(i);
      if (line.is(INITRD)) {
        return true;
      }
      if (line.keyword().equals("}") || line.is(LINUX) || line.is("menuentry")) {
        return false;
      }
    }
    return false;
  }

  /**
   * Returns the configuration with every line changed that names a device for GRUB ({@code set root=}, {@code search}, hints).
   */
  public Grub2Config editDeviceLines(UnaryOperator<String> change) {
    List<ConfigLine> edited = new ArrayList<>(lines);
    for (int i = 0; i < lines.size(); i++) {
      ConfigLine line = lines.get(i);
      if (line.is("set", "search", "root") || line.is(LINUX) || line.is(INITRD)) {
        edited.set(i, line.rest().isEmpty() ? line : line.withRest(change.apply(line.rest())));
      }
    }
    return edited.equals(lines) ? this : new Grub2Config(edited);
  }

  /** Returns the configuration that starts that entry by itself: each literal {@code set default=} names it. */
  public Grub2Config withDefault(String id) {
    List<ConfigLine> edited = new ArrayList<>(lines);
    for (int i = 0; i < lines.size(); i++) {
      if (literalDefault(lines.get(i)).isPresent()) {
        edited.set(i, lines.get(i).withRest("default=\"" + id.replaceAll("([\"\\\\$])", "\\\\$1") + "\""));
      }
    }
    return new Grub2Config(edited);
  }

  /** Returns the configuration with one more entry at its end, which finds its disk as another one does. */
  public Grub2Config withEntry(BootEntry like, BootEntry added) {
    StringBuilder entry = new StringBuilder(text());
    if (!entry.isEmpty() && entry.charAt(entry.length() - 1) != '\n') {
      entry.append('\n');
    }
    entry.append("menuentry ").append(GrubWords.quoted(added.title())).append(" {\n");
    items.stream().filter(item -> idOf(item).equals(like.id())).findFirst().ifPresent(item ->
        lines.subList(item.block().start() + 1, item.block().end()).stream()
            .filter(line -> line.is("insmod", "search", "load_video") || (line.is("set") && line.rest().startsWith("root=")))
            .forEach(line -> entry.append("\t").append(line.toString().strip()).append('\n')));
    return parse(entry.append(Grub2MenuText.body(added)).append("}\n").toString());
  }
}
