package org.xen2kvm.guestfix.fix.initramfs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.device.XenModules;
import org.xen2kvm.guestfix.initramfs.kernel.ModuleName;

/**
 * A list of kernel modules as generators' configurations have it: words with blanks between them. Edits keep the blanks of what
 * stays. Immutable.
 *
 * @param text the list
 */
record ModuleWords(String text) {
  private static final Pattern WORD = Pattern.compile("\\S+");

  /** What a driver of Xen's drives. */
  enum XenKind {
    DISK,
    NETWORK,
    /** What nothing takes the place of, because the kernel has it for a PC anyway. */
    OTHER,
    /** No driver of Xen's. */
    NONE
  }

  /** Returns what the word, a module's name or alias ({@code xen:vbd}) in any spelling, drives under Xen. */
  static XenKind kind(String word) {
    String name = canonical(word);
    if (XenModules.isDisk(name) || name.equals("xen:vbd")) {
      return XenKind.DISK;
    }
    if (XenModules.isNetwork(name) || name.equals("xen:vif")) {
      return XenKind.NETWORK;
    }
    return XenModules.isXens(name) || name.startsWith("xen:") ? XenKind.OTHER : XenKind.NONE;
  }

  private static String canonical(String word) {
    return ModuleName.ofFile(word).orElseGet(() -> ModuleName.canonical(word));
  }

  /** Returns the words. */
  List<String> words() {
    return Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  /** Returns whether it names the module, be it with {@code -} or {@code _}. */
  boolean has(String module) {
    return words().stream().anyMatch(word -> canonical(word).equals(module));
  }

  /** Returns the list with the drivers that take the place of Xen's; each once, where the first of them was. */
  ModuleWords withoutXens(Function<XenKind, List<String>> replacement) {
    Set<String> known = new LinkedHashSet<>();
    words().forEach(word -> known.add(canonical(word)));
    return edited(word -> {
      XenKind kind = kind(word);
      return kind == XenKind.NONE ? List.of(word) : replacement.apply(kind).stream().filter(known::add).toList();
    });
  }

  /** Returns the list without the words that are not wanted. */
  ModuleWords without(Predicate<String> unwanted) {
    return edited(word -> unwanted.test(word) ? List.of() : List.of(word));
  }

  private ModuleWords edited(Function<String, List<String>> edit) {
    StringBuilder edited = new StringBuilder();
    Matcher matcher = WORD.matcher(text);
    int from = 0;
    boolean dropped = false;
    while (matcher.find()) {
      List<String> words = edit.apply(matcher.group());
      // Of the blanks around a word that goes, those before it stay.
      String gap = text.substring(from, matcher.start());
      edited.append(dropped ? "" : gap).append(String.join(" ", words));
      dropped = words.isEmpty();
      from = matcher.end();
    }
    String end = text.substring(from);
    boolean lastDropped = dropped;
    if (lastDropped && end.isEmpty()) {
      return new ModuleWords(edited.toString().stripTrailing());
    }
    return new ModuleWords(edited.append(lastDropped && !edited.isEmpty() ? "" : end).toString());
  }

  /** Returns the list with those of the modules at its end that it does not name. */
  ModuleWords with(List<String> modules) {
    List<String> missing = new ArrayList<>();
    modules.stream().filter(module -> !has(module)).forEach(missing::add);
    if (missing.isEmpty()) {
      return this;
    }
    String before = text.stripTrailing();
    String end = text.substring(before.length());
    return new ModuleWords(before + (before.isEmpty() ? "" : " ") + String.join(" ", missing) + end);
  }
}
