package org.xen2kvm.converter.rule.cmdline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kernel command line taken apart into its words, which keeps the white space between words that stay. Immutable.
 *
 * <p>Words are separated by white space; double quotes hold white space together and may stand around the whole word or
 * its value alone (Linux, admin-guide: kernel-parameters). What follows a lone {@code --} belongs to init, not to the
 * kernel.
 */
final class KernelCommandLine {
  private static final String INIT_FOLLOWS = "--";

  private final List<Word> words;
  private final String trailingSpace;

  /**
   * One word.
   *
   * @param space the white space in front of it
   * @param text the word with its quotes
   * @param forKernel whether the kernel reads it, and not init
   */
  private record Word(String space, String text, boolean forKernel) {}

  private KernelCommandLine(List<Word> words, String trailingSpace) {
    this.words = List.copyOf(words);
    this.trailingSpace = trailingSpace;
  }

  static KernelCommandLine of(String text) {
    List<Word> words = new ArrayList<>();
    boolean forKernel = true;
    int at = 0;
    while (true) {
      int start = skipSpace(text, at);
      if (start == text.length()) {
        return new KernelCommandLine(words, text.substring(at));
      }
      int end = skipWord(text, start);
      String word = text.substring(start, end);
      forKernel &= !word.equals(INIT_FOLLOWS);
      words.add(new Word(text.substring(at, start), word, forKernel));
      at = end;
    }
  }

  private static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int skipWord(String text, int from) {
    boolean quoted = false;
    int at = from;
    while (at < text.length() && (quoted || !Character.isWhitespace(text.charAt(at)))) {
      quoted ^= text.charAt(at) == '"';
      at++;
    }
    return at;
  }

  /** Returns the words that the kernel reads. */
  List<String> kernelWords() {
    return words.stream().filter(Word::forKernel).map(Word::text).toList();
  }

  /** Returns whether the kernel reads a word {@code key} or {@code key=…}. */
  boolean has(String key) {
    return kernelWords().stream().anyMatch(word -> key(word).equals(key));
  }

  /** Returns the line with each word of the kernel replaced by what the function makes of it; empty removes it. */
  KernelCommandLine map(Function<String, Optional<String>> change) {
    List<Word> changed = new ArrayList<>();
    String space = null;
    for (Word word : words) {
      Optional<String> text = word.forKernel() ? change.apply(word.text()) : Optional.of(word.text());
      String before = space != null && changed.isEmpty() ? space : word.space();
      if (text.isPresent()) {
        changed.add(new Word(before, text.get(), word.forKernel()));
      } else if (changed.isEmpty()) {
        space = before;
      }
    }
    return new KernelCommandLine(changed, trailingSpace);
  }

  /** Returns the line with a word in front. */
  KernelCommandLine prepend(String word) {
    List<Word> changed = new ArrayList<>();
    changed.add(new Word("", word, true));
    for (Word each : words) {
      String space = changed.size() == 1 && each.space().isEmpty() ? " " : each.space();
      changed.add(new Word(space, each.text(), each.forKernel()));
    }
    return new KernelCommandLine(changed, trailingSpace);
  }

  /** Returns the line with a word behind the last one that the kernel reads. */
  KernelCommandLine append(String word) {
    List<Word> changed = new ArrayList<>(words);
    int at = kernelWords().size();
    changed.add(at, new Word(at == 0 ? "" : " ", word, true));
    return new KernelCommandLine(changed, trailingSpace);
  }

  /** Returns the part of a word before its equals sign, without quotes; the whole word when it has none. */
  static String key(String word) {
    String bare = word.startsWith("\"") ? word.substring(1) : word;
    int equals = bare.indexOf('=');
    String key = equals < 0 ? bare : bare.substring(0, equals);
    return key.endsWith("\"") ? key.substring(0, key.length() - 1) : key;
  }

  /** Returns the part of a word behind its equals sign, without quotes; empty when it has none. */
  static String value(String word) {
    int equals = word.indexOf('=');
    return equals < 0 ? "" : word.substring(equals + 1).replace("\"", "");
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    words.forEach(word -> out.append(word.space()).append(word.text()));
    return out.append(trailingSpace).toString();
  }
}
