package org.xen2kvm.converter;

import java.util.HashSet;
import java.util.Set;

/**
 * Whether a text reads like a guest's configuration for xl or xm, found in one pass without understanding it. A folder such
 * as /etc/xen also holds scripts, xl.conf and the like, and those must not be taken for guests; but a guest's file that is
 * broken must not be overlooked either. So what counts is what most of its statements look like.
 */
final class XenConfigSigns {
  /** Keys that a guest's file assigns and hardly another one does (xl.cfg.5, xmdomain.cfg.5). */
  private static final Set<String> KEYS_OF_GUESTS = Set.of(
      "name", "uuid", "type", "builder", "memory", "maxmem", "vcpus", "maxvcpus", "vcpu_avail", "cpus", "kernel", "ramdisk",
      "root", "extra", "cmdline", "bootloader", "disk", "vif", "vfb", "boot", "on_poweroff", "on_reboot", "on_crash",
      "device_model", "device_model_version", "localtime", "vnclisten", "vncpasswd", "stdvga", "usbdevice", "vnuma");

  private static final Set<String> PYTHON_WORDS = Set.of(
      "import", "from", "def", "if", "elif", "else", "for", "while", "try", "except", "finally", "with", "class", "return",
      "raise", "pass", "print", "del", "global", "assert");

  private static final Set<String> SHELL_WORDS = Set.of(
      "fi", "done", "then", "do", "esac", "export", "echo", "exit", "set", "cd", "local", "function", "case", "source", "exec",
      "test", "shift", "trap", "unset", "readonly", "eval");

  private final String text;
  private final Set<String> keys = new HashSet<>();
  private int at;
  private int assignments;
  private int others;
  private boolean python;
  private boolean foreign;

  private XenConfigSigns(String text) {
    this.text = text;
  }

  /** Returns whether the text reads like the configuration of a guest. */
  static boolean showIn(String text) {
    XenConfigSigns signs = new XenConfigSigns(text);
    if (signs.startsOtherInterpreter() || text.indexOf('\0') >= 0) {
      return false;
    }
    while (signs.at < text.length() && !signs.foreign) {
      signs.statement();
    }
    // Any script of Python may say name = …; one of those two keys alone would make it a guest.
    int needed = signs.python ? 2 : 1;
    return !signs.foreign && signs.keys.size() >= needed && signs.others <= signs.assignments;
  }

  /** {@code #!/usr/sbin/xl create} is a known way to make a configuration executable, and Python one of xm's. */
  private boolean startsOtherInterpreter() {
    if (!text.startsWith("#!")) {
      return false;
    }
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    return !line.contains("python") && !line.contains("/xl") && !line.contains("/xm");
  }

  private void statement() {
    skipBlanks();
    if (at == text.length()) {
      return;
    }
    char c = text.charAt(at);
    if (c == '\n' || c == '\r' || c == ';') {
      at++;
    } else if (c == '#') {
      skipLine();
    } else if (isLetter(c)) {
      named();
    } else {
      // A section of an INI or TOML file, or the shell's test.
      foreign = c == '[';
      others++;
      skipStatement();
    }
  }

  private void named() {
    int start = at;
    while (at < text.length() && isWordPart(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    int wordEnd = at;
    skipBlanks();
    int sign = charAt(at) == '+' ? at + 1 : at;
    if (charAt(sign) == '=' && charAt(sign + 1) != '=') {
      assignment(word, sign + 1, wordEnd < at);
    } else if (SHELL_WORDS.contains(word)) {
      foreign = true;
    } else if (PYTHON_WORDS.contains(word) || charAt(at) == '(') {
      python = true;
    } else {
      others++;
    }
    skipStatement();
  }

  private void assignment(String key, int value, boolean blankBefore) {
    at = value;
    skipBlanks();
    if (isLiteral()) {
      assignments++;
    } else if (isComputed()) {
      python = true;
      assignments++;
    } else {
      others++;
      // The shell takes no blank before the sign, so this is a guest's with its quotes forgotten.
      if (!blankBefore) {
        return;
      }
    }
    if (KEYS_OF_GUESTS.contains(key)) {
      keys.add(key);
    }
  }

  private boolean isLiteral() {
    char c = charAt(at);
    if (c == 'u' || c == 'r') {
      c = charAt(at + 1) == '\'' || charAt(at + 1) == '"' ? '"' : c;
    }
    if (c == '\'' || c == '"' || c == '[' || c == '{') {
      return true;
    }
    int end = c == '-' ? at + 1 : at;
    if (!isDigit(charAt(end))) {
      return false;
    }
    while (isDigit(charAt(end)) || isHexOrX(charAt(end))) {
      end++;
    }
    // 128M is a size of xen-tools.conf, not of xl.
    return !isLetter(charAt(end));
  }

  /** A call, a member, an element, or one of Python's constants. */
  private boolean isComputed() {
    int end = at;
    while (isWordPart(charAt(end))) {
      end++;
    }
    String word = text.substring(at, end);
    char next = charAt(end);
    return !word.isEmpty()
        && (next == '(' || next == '[' || (word.indexOf('.') > 0 && isLetter(word.charAt(0)))
            || word.equals("True") || word.equals("False") || word.equals("None"));
  }

  /** Goes behind the end of a statement: the line's, or that of the line where the last bracket closes. */
  private void skipStatement() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '\n', ';' -> {
          if (depth == 0) {
            return;
          }
        }
        case '#' -> skipLine();
        case '\'', '"' -> skipString(c);
        case '[', '(', '{' -> depth++;
        case ']', ')', '}' -> depth--;
        case '\\' -> at++;
        case '$' -> foreign |= charAt(at) == '{' || charAt(at) == '(';
        case '`' -> foreign = true;
        default -> { }
      }
    }
  }

  /** Goes behind a string; at a line's end there is none to go behind, unless three quotes opened it. */
  private void skipString(char quote) {
    String three = String.valueOf(quote).repeat(3);
    if (text.startsWith(three, at - 1)) {
      int end = text.indexOf(three, at + 2);
      at = end < 0 ? text.length() : end + 3;
      python = true;
      return;
    }
    // "$1" and "${NAME}" are the shell's; xl expands nothing.
    foreign |= quote == '"' && charAt(at) == '$';
    while (at < text.length() && text.charAt(at) != '\n') {
      char c = text.charAt(at++);
      if (c == quote) {
        return;
      }
      if (c == '\\' && charAt(at) != '\n') {
        at++;
      }
      foreign |= quote == '"' && c == '$' && (charAt(at) == '{' || charAt(at) == '(');
    }
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t' || text.charAt(at) == '\uFEFF')) {
      at++;
    }
  }

  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : '\n';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHexOrX(char c) {
    return (c >= 'a' && c <= 'f') || c == 'x';
  }

  private static boolean isWordPart(char c) {
    return isLetter(c) || isDigit(c) || c == '.';
  }
}
