package org.xen2kvm.guestfix.bootloader;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/** A configuration of syslinux or extlinux: its labels, its default, and edits in place. Immutable. */
public final class ExtlinuxConfig {
  private final List<ConfigLine> lines;

  private ExtlinuxConfig(List<ConfigLine> lines) {
    this.lines = List.copyOf(lines);
  }

  public static ExtlinuxConfig parse(String text) {
    return new ExtlinuxConfig(ConfigLine.linesOf(text, " \t"));
  }

  /** Returns the entries in order; the id of each is its label. */
  public List<BootEntry> entries() {
    List<BootEntry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).is("label")) {
        entries.add(entry(i));
      }
    }
    return entries;
  }

  private BootEntry entry(int start) {
    String label = lines.get(start).rest().strip();
    String title = label;
    String kernel = "";
    String cmdline = "";
    List<String> initrds = new ArrayList<>();
    for (int i = start + 1; i < lines.size() && !lines.get(i).is("label"); i++) {
      ConfigLine line = lines.get(i);
      if (line.is("kernel", "linux")) {
        kernel = line.firstWord();
      } else if (line.is("append")) {
        cmdline = line.rest().strip();
      } else if (line.is("initrd")) {
        initrds.addAll(List.of(line.rest().strip().split(",")));
      } else if (line.is("menu") && line.firstWord().toLowerCase(Locale.ROOT).equals("label")) {
        title = line.afterFirstWord().strip();
      }
    }
    KernelCommandLine.parse(cmdline).value("initrd").ifPresent(paths -> initrds.addAll(List.of(paths.split(","))));
    return new BootEntry(label, title, kernel, initrds, cmdline, kernel.endsWith("mboot.c32"));
  }

  /** Returns the label that is started by itself; the first one when none is named. */
  public Optional<String> defaultEntry() {
    return lines.stream().filter(line -> line.is("default")).map(line -> line.rest().strip()).findFirst()
        .filter(name -> entries().stream().anyMatch(entry -> entry.id().equals(name)))
        .or(() -> entries().stream().findFirst().map(BootEntry::id));
  }

  /** Returns the text of the file. */
  public String text() {
    return ConfigLine.join(lines);
  }

  /** Returns the configuration with the {@code append} lines changed; the function also gets whether there is an initramfs. */
  public ExtlinuxConfig editCommandLines(BiFunction<String, Boolean, String> change) {
    List<ConfigLine> edited = new ArrayList<>(lines);
    boolean initramfs = true;
    for (int i = 0; i < lines.size(); i++) {
      ConfigLine line = lines.get(i);
      if (line.is("label")) {
        initramfs = !entry(i).initrds().isEmpty();
      } else if (line.is("append") && !line.rest().contains("---")) {
        // Three dashes separate the modules of mboot.c32: Xen's hypervisor and its first domain.
        edited.set(i, line.withRest(change.apply(line.rest(), initramfs)));
      }
    }
    return new ExtlinuxConfig(edited);
  }

  /** Returns the configuration that starts that label by itself. */
  public ExtlinuxConfig withDefault(String label) {
    List<ConfigLine> edited = new ArrayList<>(lines);
    boolean found = false;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).is("default")) {
        edited.set(i, lines.get(i).withRest(label));
        found = true;
      }
    }
    if (!found) {
      edited.add(0, new ConfigLine("", "default", " ", label, "\n"));
    }
    return new ExtlinuxConfig(edited);
  }
}
