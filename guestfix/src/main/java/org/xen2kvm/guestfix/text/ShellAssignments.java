package org.xen2kvm.guestfix.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of {@code KEY="value"} lines that a shell would source ({@code /etc/sysconfig/*}, {@code /etc/default/grub}, {@code
 * ifcfg-*}, {@code dracut.conf}), read without a shell: nothing is expanded or run. An edit changes the values it is about and
 * keeps everything else as it is written: comments, order, quotes, continued lines, line ends. Immutable.
 *
 * <p>What is no plain assignment (tests, functions, {@code A=1 command}, arrays) is passed over. A quote that is never closed
 * makes its line no assignment.
 */
public final class ShellAssignments {
  private static final Pattern START =
      Pattern.compile("[ \\t]*+(?:(?:export|declare|readonly|local)[ \\t]++)?([A-Za-z_][A-Za-z0-9_]*+)(\\+?)=");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:,@%+=-]*+");

  private final String text;
  private final List<Assignment> assignments;

  private ShellAssignments(String text, List<Assignment> assignments) {
    this.text = text;
    this.assignments = List.copyOf(assignments);
  }

  /** How a value is written. */
  public enum Quoting {
    NONE,
    SINGLE,
    DOUBLE,
    /** Of several quoted and unquoted pieces. */
    MIXED
  }

  /**
   * One assignment.
   *
   * @param name the variable
   * @param appends whether it is {@code +=}
   * @param value the value with quotes and backslashes resolved; {@code $VARIABLE} stays as it is
   * @param written the value as it stands between its quotes
   * @param quoting how it is written
   * @param line the number of the line on which it begins, from 1
   * @param start where its line begins in the text
   * @param valueStart where the value begins in the text, its quote included
   * @param valueEnd where it ends
   */
  public record Assignment(
      String name, boolean appends, String value, String written, Quoting quoting, int line,
      int start, int valueStart, int valueEnd) {}

  // ---- reading

  /** Returns what the text assigns. */
  public static ShellAssignments parse(String text) {
    List<Assignment> found = new ArrayList<>();
    Matcher start = START.matcher(text);
    int line = 1;
    int at = 0;
    while (at < text.length()) {
      int next = lineEnd(text, at);
      start.region(at, next);
      if (start.lookingAt()) {
        ShellWord word = ShellWord.at(text, start.end());
        if (word.endsStatement()) {
          found.add(new Assignment(
              start.group(1), !start.group(2).isEmpty(), word.value(), word.written(), word.quoting(), line,
              at, word.start(), word.end()));
          next = lineEnd(text, word.end());
        }
      }
      for (int i = at; i < next; i++) {
        line += text.charAt(i) == '\n' ? 1 : 0;
      }
      at = next;
    }
    return new ShellAssignments(text, found);
  }

  private static int lineEnd(String text, int at) {
    int newline = text.indexOf('\n', at);
    return newline < 0 ? text.length() : newline + 1;
  }

  /** Returns the assignments in order. */
  public List<Assignment> all() {
    return assignments;
  }

  /** Returns what the variable holds in the end, {@code +=} added up; empty when nothing is assigned to it. */
  public Optional<String> value(String name) {
    Optional<String> value = Optional.empty();
    for (Assignment assignment : assignments) {
      if (assignment.name().equals(name)) {
        value = Optional.of(assignment.appends() ? value.orElse("") + assignment.value() : assignment.value());
      }
    }
    return value;
  }

  /** Returns the text of the file. */
  public String text() {
    return text;
  }

  // ---- editing

  /**
   * Returns the file with that value in the last plain ({@code =}) assignment of the variable, in the quotes it has where they
   * can hold it; where there is none, with a new line {@code NAME="value"} at its end.
   */
  public ShellAssignments with(String name, String value) {
    for (int i = assignments.size() - 1; i >= 0; i--) {
      Assignment assignment = assignments.get(i);
      if (assignment.name().equals(name) && !assignment.appends()) {
        return value.equals(assignment.value()) ? this : replaced(assignment, quoted(value, assignment.quoting()));
      }
    }
    return withNewLine(name + "=" + quoted(value, Quoting.DOUBLE));
  }

  private ShellAssignments replaced(Assignment assignment, String word) {
    return parse(text.substring(0, assignment.valueStart()) + word + text.substring(assignment.valueEnd()));
  }

  private ShellAssignments withNewLine(String line) {
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    String gap = text.isEmpty() || text.endsWith("\n") ? "" : end;
    return parse(text + gap + line + end);
  }

  private static String quoted(String value, Quoting preferred) {
    if (preferred == Quoting.NONE && PLAIN.matcher(value).matches()) {
      return value;
    }
    if (preferred == Quoting.SINGLE && value.indexOf('\'') < 0) {
      return "'" + value + "'";
    }
    StringBuilder word = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\' || c == '$' || c == '`') {
        word.append('\\');
      }
      word.append(c);
    }
    return word.append('"').toString();
  }

  /**
   * Returns the file with the values that are wanted changed as they stand between their quotes, so that {@code $VARIABLE},
   * escapes and continued lines in them stay. A value of several pieces ({@link Quoting#MIXED}) and one that the change would
   * break out of its quotes stay as they are.
   */
  public ShellAssignments editWritten(Predicate<Assignment> wanted, UnaryOperator<String> change) {
    StringBuilder edited = new StringBuilder();
    int from = 0;
    for (Assignment assignment : assignments) {
      if (assignment.quoting() == Quoting.MIXED || !wanted.test(assignment)) {
        continue;
      }
      String after = change.apply(assignment.written());
      Optional<String> word = after.equals(assignment.written()) ? Optional.empty() : rewritten(after, assignment);
      if (word.isPresent()) {
        edited.append(text, from, assignment.valueStart()).append(word.get());
        from = assignment.valueEnd();
      }
    }
    return from == 0 ? this : parse(edited.append(text, from, text.length()).toString());
  }

  private static Optional<String> rewritten(String written, Assignment assignment) {
    String word = switch (assignment.quoting()) {
      case SINGLE -> "'" + written + "'";
      case NONE -> PLAIN.matcher(written).matches() ? written : "\"" + written + "\"";
      case DOUBLE, MIXED -> "\"" + written + "\"";
    };
    ShellWord read = ShellWord.at(word, 0);
    // A value without quotes whose backslashes would mean something else in quotes is left alone, too.
    boolean sound = read.endsStatement() && read.end() == word.length()
        && (assignment.quoting() != Quoting.NONE || written.indexOf('\\') < 0);
    return sound ? Optional.of(word) : Optional.empty();
  }

  /** Returns the file without the lines that assign to the variable; a line that does something else as well stays. */
  public ShellAssignments without(String name) {
    StringBuilder kept = new StringBuilder();
    int from = 0;
    for (Assignment assignment : assignments) {
      int end = lineEnd(text, assignment.valueEnd());
      String rest = text.substring(assignment.valueEnd(), end).strip();
      if (assignment.name().equals(name) && (rest.isEmpty() || rest.startsWith("#"))) {
        kept.append(text, from, assignment.start());
        from = end;
      }
    }
    return from == 0 ? this : parse(kept.append(text, from, text.length()).toString());
  }
}
