package org.xen2kvm.guestfix.bootloader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kernel's command line as its parameters in order, with quotes and spacing kept: what is not changed is written as it was
 * read. Immutable.
 *
 * @param parameters the parameters
 * @param tail the blanks behind the last one
 */
public record KernelCommandLine(List<Parameter> parameters, String tail) {
  public KernelCommandLine {
    parameters = List.copyOf(parameters);
  }

  /**
   * One parameter.
   *
   * @param gap the blanks before it
   * @param text the parameter as it is written
   */
  public record Parameter(String gap, String text) {
    /** Returns what stands before the {@code =}; all of it when there is none. */
    public String name() {
      int equals = text.indexOf('=');
      return equals < 0 ? text : text.substring(0, equals);
    }

    /** Returns what stands behind the {@code =}, quotes included; empty when there is none. */
    public String value() {
      int equals = text.indexOf('=');
      return equals < 0 ? "" : text.substring(equals + 1);
    }
  }

  /** Returns the parameters of a line; a continued line ({@code \} at its end) is a blank. */
  public static KernelCommandLine parse(String line) {
    List<Parameter> parameters = new ArrayList<>();
    int at = 0;
    int start = 0;
    while (at < line.length()) {
      int blank = blankAt(line, at);
      if (blank > 0) {
        at += blank;
        continue;
      }
      int end = endOfParameter(line, at);
      parameters.add(new Parameter(line.substring(start, at), line.substring(at, end)));
      start = end;
      at = end;
    }
    return new KernelCommandLine(parameters, line.substring(start));
  }

  private static int endOfParameter(String line, int start) {
    boolean quoted = false;
    int at = start;
    while (at < line.length() && (quoted || blankAt(line, at) == 0)) {
      quoted ^= line.charAt(at) == '"';
      at++;
    }
    return at;
  }

  private static int blankAt(String line, int at) {
    char c = line.charAt(at);
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      return 1;
    }
    return line.startsWith("\\\n", at) ? 2 : line.startsWith("\\\r\n", at) ? 3 : 0;
  }

  /** Returns the value of the last parameter of that name, quotes included; empty when there is none. */
  public Optional<String> value(String name) {
    Optional<String> value = Optional.empty();
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        value = Optional.of(parameter.value());
      }
    }
    return value;
  }

  /** Returns whether there is a parameter of that name. */
  public boolean has(String name) {
    return parameters.stream().anyMatch(parameter -> parameter.name().equals(name));
  }

  /**
   * Returns the line with each parameter made what the function says: itself, another, several with blanks between, or nothing.
   */
  public KernelCommandLine map(Function<Parameter, String> change) {
    List<Parameter> changed = new ArrayList<>();
    String gap = null;
    for (Parameter parameter : parameters) {
      String before = gap == null ? parameter.gap() : gap;
      String text = change.apply(parameter);
      if (text.isEmpty()) {
        gap = before;
      } else {
        changed.add(new Parameter(before, text));
        gap = null;
      }
    }
    String end = changed.isEmpty() && gap != null ? gap : tail;
    return changed.equals(parameters) ? this : parse(new KernelCommandLine(changed, end).toString());
  }

  /** Returns the line with more parameters behind it. */
  public KernelCommandLine plus(String more) {
    String gap = parameters.isEmpty() ? "" : " ";
    String line = parameters.stream().map(parameter -> parameter.gap() + parameter.text()).collect(Collectors.joining());
    return more.isEmpty() ? this
        : parse(line + (parameters.isEmpty() ? tail : "") + gap + more + (parameters.isEmpty() ? "" : tail));
  }

  /** Returns the parameters with one blank between them. */
  public String normalised() {
    return parameters.stream().map(Parameter::text).collect(Collectors.joining(" "));
  }

  /** The line as it is written. */
  @Override
  public String toString() {
    return parameters.stream().map(parameter -> parameter.gap() + parameter.text()).collect(Collectors.joining()) + tail;
  }
}
