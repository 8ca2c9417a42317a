package org.xen2kvm.converter.xl.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.xen2kvm.converter.xl.text.XlSyntaxException.Kind;
import org.xen2kvm.converter.xl.text.XlValue.Dictionary;
import org.xen2kvm.converter.xl.text.XlValue.Items;
import org.xen2kvm.converter.xl.text.XlValue.Scalar;

/**
 * Reads a hostile text by the grammar of xl (libxlu_cfg_l.l, libxlu_cfg_y.y), bounded in every direction and without
 * evaluating anything.
 *
 * <p>Somewhat more is taken than xl takes, because xend's files and those of other tools hold it and its meaning is plain: keys
 * with capital letters, {@code u'…'}, True and False, negative numbers, a backslash before a line's end inside brackets, and
 * dictionaries, whose content is dropped.
 */
public final class XlParser {
  /** Longest text that is read, in characters. Real ones have some thousand. */
  public static final int MAX_LENGTH = 1024 * 1024;

  /** Deepest nesting of lists; vnuma needs two. */
  public static final int MAX_DEPTH = 16;

  /** Longest string, in characters as written. */
  public static final int MAX_STRING = 64 * 1024;

  /** Most values, those of lists counted each. */
  public static final int MAX_VALUES = 20_000;

  /** Most characters that {@code +=} copies, all of them together: each copies what the key has so far. */
  static final long MAX_JOINED = 4L * MAX_LENGTH;

  private static final Set<String> PYTHON_STATEMENTS = Set.of(
      "import", "from", "def", "if", "elif", "else", "for", "while", "try", "except", "finally", "with", "class", "return",
      "raise", "pass", "print", "del", "global", "assert", "lambda", "exec");

  private final XlScanner in;
  private final Map<String, XlSetting> settings = new LinkedHashMap<>();
  private final List<XlRemark> remarks = new ArrayList<>();
  private int values;
  private long joined;

  private XlParser(String text) {
    this.in = new XlScanner(text);
  }

  /**
   * Returns what a configuration says.
   *
   * @throws XlSyntaxException when the text is none, computes, or is over a limit
   */
  public static XlDocument parse(String text) throws XlSyntaxException {
    if (text.length() > MAX_LENGTH) {
      throw new XlSyntaxException(Kind.TOO_LARGE, "The text is longer than " + MAX_LENGTH + " characters", Place.NONE);
    }
    XlParser parser = new XlParser(text);
    parser.statements();
    return new XlDocument(parser.settings, parser.remarks);
  }

  private void statements() throws XlSyntaxException {
    while (true) {
      in.skipBlanksAndComment();
      if (in.atEnd()) {
        return;
      }
      char c = in.peek();
      if (c == '\n' || c == ';') {
        in.next();
      } else if (XlScanner.isLetter(c)) {
        assignment();
      } else {
        throw unexpected("where a key should begin");
      }
    }
  }

  private void assignment() throws XlSyntaxException {
    Place place = in.place();
    String key = in.word();
    in.skipBlanks();
    boolean append = in.peek() == '+' && in.peek(1) == '=';
    if (append) {
      in.next();
    }
    if (in.peek() != '=' || in.peek(1) == '=') {
      throw noAssignment(key, place);
    }
    in.next();
    in.skipBlanks();
    if (in.atLineEnd()) {
      throw in.failure(Kind.SYNTAX, "'" + key + "' is assigned nothing");
    }
    XlValue value = value(key, 0);
    in.skipBlanksAndComment();
    if (!in.atLineEnd() && in.peek() != ';') {
      throw unexpected("behind the value of '" + key + "'");
    }
    store(key, place, value, append);
  }

  private XlSyntaxException noAssignment(String word, Place place) {
    char next = in.peek();
    if (PYTHON_STATEMENTS.contains(word) || next == '(' || next == '[' || word.indexOf('.') > 0) {
      return new XlSyntaxException(
          Kind.PYTHON, "'" + shown(word) + "' begins a statement of Python: this is a Python (xend) config that computes", place);
    }
    return in.failure(Kind.SYNTAX, "'" + shown(word) + "' is not followed by = or +=");
  }

  private void store(String key, Place place, XlValue value, boolean append) throws XlSyntaxException {
    XlSetting before = settings.get(key);
    if (before == null) {
      settings.put(key, new XlSetting(key, place, value));
    } else if (append) {
      settings.put(key, new XlSetting(key, before.place(), joined(key, before.value(), value)));
    } else {
      remarks.add(new XlRemark(XlRemark.Kind.OVERRIDDEN, before.place(),
          "'" + shown(key) + "' is assigned again in line " + place.line() + ", and the later assignment counts"));
      settings.put(key, new XlSetting(key, place, value));
    }
  }

  private XlValue joined(String key, XlValue first, XlValue second) throws XlSyntaxException {
    joined += first.written().length() + second.written().length();
    if (joined > MAX_JOINED) {
      throw new XlSyntaxException(Kind.TOO_LARGE, "There is too much that += appends to values which are long already", second.place());
    }
    String written = first.written() + " += " + second.written();
    if (first instanceof Scalar one && second instanceof Scalar two) {
      if (written.length() > MAX_STRING) {
        throw new XlSyntaxException(Kind.TOO_LARGE, "The string is longer than " + MAX_STRING + " characters", second.place());
      }
      return new Scalar(one.text() + two.text(), one.quoted(), written, one.place());
    }
    if (first instanceof Items one && second instanceof Items two) {
      if (written.length() > MAX_LENGTH) {
        throw new XlSyntaxException(Kind.TOO_LARGE, "The list is longer than " + MAX_LENGTH + " characters", second.place());
      }
      List<XlValue> items = new ArrayList<>(one.items());
      items.addAll(two.items());
      return new Items(items, written, one.place());
    }
    throw new XlSyntaxException(
        Kind.SYNTAX, "'" + shown(key) + "' is a list in one place and a single value in another, which += cannot join",
        second.place());
  }

  private XlValue value(String key, int depth) throws XlSyntaxException {
    if (++values > MAX_VALUES) {
      throw in.failure(Kind.TOO_LARGE, "There are more than " + MAX_VALUES + " values");
    }
    char c = in.peek();
    if (c == '\'' || c == '"') {
      return in.string(0);
    }
    if ((c == 'u' || c == 'U') && (in.peek(1) == '\'' || in.peek(1) == '"')) {
      return in.string(1);
    }
    if (XlScanner.isDigit(c) || (c == '-' && XlScanner.isDigit(in.peek(1)))) {
      return in.number(isSecret(key));
    }
    return switch (c) {
      case '[' -> list(key, depth + 1);
      case '{' -> dictionary(key);
      case '(' -> throw in.failure(
          Kind.PYTHON, "'" + shown(key) + "' is given in parentheses: this is a Python (xend) config that computes");
      default -> word(key);
    };
  }

  /** True and False are Python's numbers; any other word would have to be looked up. */
  private XlValue word(String key) throws XlSyntaxException {
    Place place = in.place();
    if (!XlScanner.isLetter(in.peek())) {
      throw unexpected("where the value of '" + shown(key) + "' should begin");
    }
    String word = in.word();
    if (word.equals("True") || word.equals("False")) {
      return new Scalar(word.equals("True") ? "1" : "0", false, word, place);
    }
    in.skipBlanks();
    boolean computes = settings.containsKey(word) || word.indexOf('.') > 0 || PYTHON_STATEMENTS.contains(word)
        || PYTHON_STATEMENTS.contains(in.lookAhead()) || "([+%*".indexOf(in.peek()) >= 0 || in.peek() == '\'' || in.peek() == '"';
    String named = isSecret(key) ? "a word" : "'" + shown(word) + "'";
    throw computes
        ? new XlSyntaxException(
            Kind.PYTHON, "'" + shown(key) + "' is computed from " + named + ": this is a Python (xend) config that computes",
            place)
        : new XlSyntaxException(
            Kind.SYNTAX, "The value of '" + shown(key) + "' is " + named + ", which is neither a number nor in quotes", place);
  }

  /** What a key like vncpasswd is set to is not for messages, however badly it is written. */
  private static boolean isSecret(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return lower.contains("passw") || lower.endsWith("pass");
  }

  private Items list(String key, int depth) throws XlSyntaxException {
    if (depth > MAX_DEPTH) {
      throw in.failure(Kind.TOO_LARGE, "Lists are nested deeper than " + MAX_DEPTH);
    }
    Place place = in.place();
    int start = in.offset();
    in.next();
    List<XlValue> items = new ArrayList<>();
    in.skipInsideBrackets();
    while (in.peek() != ']') {
      if (in.atEnd()) {
        throw new XlSyntaxException(Kind.SYNTAX, "The list of '" + shown(key) + "' is not closed", place);
      }
      items.add(value(key, depth));
      in.skipInsideBrackets();
      if (in.peek() == ',') {
        in.next();
        in.skipInsideBrackets();
      } else if (in.peek() != ']' && !in.atEnd()) {
        throw unexpected("in the list of '" + shown(key) + "', where a comma or ] should stand");
      }
    }
    in.next();
    return new Items(items, in.textFrom(start), place);
  }

  private Dictionary dictionary(String key) throws XlSyntaxException {
    Place place = in.place();
    String written = in.dictionary();
    remarks.add(new XlRemark(
        XlRemark.Kind.TOLERATED, place, "'" + shown(key)
            + "' holds a dictionary, which xl does not know; its content is dropped"));
    return new Dictionary(written, place);
  }

  private XlSyntaxException unexpected(String where) {
    char c = in.peek();
    boolean operator = "%+*/.([<>&|^~".indexOf(c) >= 0 || (c == '-' && in.peek(1) != '=');
    boolean word = XlScanner.isLetter(c) && PYTHON_STATEMENTS.contains(in.lookAhead());
    if ((operator || word) && !where.startsWith("where a key")) {
      return in.failure(
          Kind.PYTHON, "There is '" + (word ? in.lookAhead() : c) + "' " + where
              + ": this is a Python (xend) config that computes");
    }
    if (c == '\\') {
      return in.failure(Kind.SYNTAX, "There is a backslash " + where + "; xl continues no line outside brackets");
    }
    String what = in.atEnd() ? "The text ends " : c == '\n' ? "The line ends " : "There is '" + printable(c) + "' ";
    return in.failure(Kind.SYNTAX, what + where);
  }

  private static String printable(char c) {
    return Character.isISOControl(c) || Character.isSurrogate(c) ? "U+" + XlScanner.hex(c) : String.valueOf(c);
  }

  /** A hostile key may be as long as the file. */
  private static String shown(String word) {
    return word.length() <= 60 ? word : word.substring(0, 60) + "…";
  }
}
