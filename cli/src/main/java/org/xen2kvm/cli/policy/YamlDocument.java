package org.xen2kvm.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.policy.PolicyException.Problem;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A YAML or JSON text as plain data that knows the line of everything in it. Nothing is ever constructed from a tag;
 * length, depth and the size that aliases expand to are bounded; a key that comes twice is refused. Immutable.
 */
final class YamlDocument {
  /** Longest text that is read, in characters. The longest policy that makes sense has some thousand mappings. */
  static final int MAX_LENGTH = 1024 * 1024;

  /** Deepest nesting. Policies need six levels. */
  private static final int MAX_DEPTH = 32;

  /** Most values once aliases are written out: short work for everything that follows, also for a bomb of aliases. */
  private static final int MAX_VALUES = 200_000;

  private final String file;
  private final Node root;
  private final JsonNode data;
  private int values;

  private YamlDocument(String file, Node root) throws PolicyException {
    this.file = file;
    this.root = root;
    this.data = convert(root, 0);
  }

  /**
   * Returns the document.
   *
   * @param what what the text should be, such as "policy", for the message when it is empty
   * @param nothing how one that says nothing is written
   * @throws PolicyException when it is not YAML, or over a limit
   */
  static YamlDocument parse(String text, String file, String what, String nothing) throws PolicyException {
    if (text.length() > MAX_LENGTH) {
      throw new PolicyException(
          new Problem(file, 1, 1, "the file is longer than " + MAX_LENGTH + " characters, which no " + what + " is"));
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_LENGTH);
    options.setNestingDepthLimit(MAX_DEPTH);
    try {
      ParserImpl parser = new ParserImpl(new StreamReader(text), options);
      Node root = new Composer(parser, new CoreSchema(), options).getSingleNode();
      if (root == null) {
        throw new PolicyException(
            new Problem(file, 1, 1, "there is no " + what + " here; one that says nothing is written " + nothing));
      }
      return new YamlDocument(file, root);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      String context = e.getContext() == null ? "" : " (" + Shown.plain(e.getContext(), 200) + ")";
      String problem = Shown.plain(String.valueOf(e.getProblem()), 200);
      throw new PolicyException(problem(file, mark, "not YAML: " + problem + context));
    } catch (ReaderException e) {
      String before = text.substring(0, Math.min(e.getPosition(), text.length()));
      int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
      int column = before.length() - before.lastIndexOf('\n');
      String character = String.format("U+%04X", e.getCodePoint());
      throw new PolicyException(
          new Problem(file, line, column, "not YAML: the character " + character + " is not allowed"));
    } catch (YAMLException e) {
      String why = Shown.plain(String.valueOf(e.getMessage()), 200);
      throw new PolicyException(new Problem(file, 1, 1, "not YAML: " + why));
    }
  }

  /** Returns the content. */
  JsonNode data() {
    return data;
  }

  /** Returns a problem with the value at a place; with the nearest thing around it when there is no such value. */
  Problem problem(Location where, String message) {
    Node node = node(where);
    return problem(file, node.getStartMark(), prefix(where) + message);
  }

  /** Returns a problem with a key of the map at a place. */
  Problem keyProblem(Location map, String key, String message) {
    Node found = node(map);
    if (found instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key)) {
          found = scalar;
        }
      }
    }
    return problem(file, found.getStartMark(), prefix(map) + message);
  }

  /** Returns the 1-based line of the value at a place. */
  int line(Location where) {
    return problem(where, "").line();
  }

  /** Returns a scalar as it was written, quotes and escapes resolved; empty when there is no scalar at the place. */
  String text(Location where) {
    return node(where) instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static String prefix(Location where) {
    return where.steps().isEmpty() ? "" : where + ": ";
  }

  private static Problem problem(String file, @Nullable Mark mark, String message) {
    return mark == null
        ? new Problem(file, 1, 1, message)
        : new Problem(file, mark.getLine() + 1, mark.getColumn() + 1, message);
  }

  private Node node(Location where) {
    Node at = root;
    for (Object step : where.steps()) {
      Node next = next(at, step);
      if (next == null) {
        return at;
      }
      at = next;
    }
    return at;
  }

  private static @Nullable Node next(Node from, Object step) {
    if (from instanceof SequenceNode list && step instanceof Integer index && index < list.getValue().size()) {
      return list.getValue().get(index);
    }
    if (from instanceof MappingNode map) {
      for (NodeTuple tuple : map.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(step)) {
          return tuple.getValueNode();
        }
      }
    }
    return null;
  }

  private JsonNode convert(Node node, int depth) throws PolicyException {
    if (depth > MAX_DEPTH) {
      throw new PolicyException(problem(
          file, node.getStartMark(), "nested deeper than " + MAX_DEPTH + " levels, or an alias contains itself"));
    }
    if (++values > MAX_VALUES) {
      throw new PolicyException(
          problem(file, node.getStartMark(), "more than " + MAX_VALUES + " values, aliases written out"));
    }
    if (node instanceof MappingNode map) {
      return convert(map, depth);
    }
    if (node instanceof SequenceNode list) {
      checkTag(node, Tag.SEQ);
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (Node item : list.getValue()) {
        array.add(convert(item, depth + 1));
      }
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private ObjectNode convert(MappingNode map, int depth) throws PolicyException {
    checkTag(map, Tag.MAP);
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (NodeTuple tuple : map.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new PolicyException(problem(file, tuple.getKeyNode().getStartMark(), "a key must be text"));
      }
      if (object.has(key.getValue())) {
        int first = keyLine(map, key.getValue());
        String message = "the key " + Shown.quoted(key.getValue()) + " is already there in line " + first;
        throw new PolicyException(problem(file, key.getStartMark(), message));
      }
      object.set(key.getValue(), convert(tuple.getValueNode(), depth + 1));
    }
    return object;
  }

  private static int keyLine(MappingNode map, String name) {
    for (NodeTuple tuple : map.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
        return key.getStartMark().getLine() + 1;
      }
    }
    return 0;
  }

  private JsonNode scalar(ScalarNode node) throws PolicyException {
    JsonNodeFactory make = JsonNodeFactory.instance;
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.STR)) {
      return make.textNode(text);
    }
    if (tag.equals(Tag.NULL)) {
      return make.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return make.booleanNode(text.equalsIgnoreCase("true"));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(text);
    }
    throw unknownTag(node);
  }

  /** Returns the number of a text; the text itself when it is no number of a size that anything here has. */
  private static JsonNode number(String text) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    String digits = text.startsWith("+") ? text.substring(1) : text;
    if (CoreSchema.INTEGER.matcher(text).matches() && digits.length() <= 16) {
      if (digits.startsWith("0o")) {
        return make.numberNode(Long.parseLong(digits.substring(2), 8));
      }
      return digits.startsWith("0x")
          ? make.numberNode(Long.parseLong(digits.substring(2), 16))
          : make.numberNode(Long.parseLong(digits));
    }
    return CoreSchema.FLOAT.matcher(text).matches() && digits.length() <= 32
        ? make.numberNode(Double.parseDouble(digits))
        : make.textNode(text);
  }

  private void checkTag(Node node, Tag expected) throws PolicyException {
    if (!node.getTag().equals(expected)) {
      throw unknownTag(node);
    }
  }

  private PolicyException unknownTag(Node node) {
    String tag = Shown.quoted(node.getTag().getValue());
    return new PolicyException(
        problem(file, node.getStartMark(), "the tag " + tag + " is not supported; leave it out"));
  }

  /**
   * The core schema of YAML 1.2 (10.3.2), under which {@code yes}, {@code on} and {@code 1:30} are text. YAML 1.1,
   * SnakeYAML's own, would read a port range as a number and a bridge called {@code no} as false.
   */
  private static final class CoreSchema extends Resolver {
    static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    static final Pattern FLOAT = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");

    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, TRUTH, "tTfF");
      addImplicitResolver(Tag.INT, INTEGER, "-+0123456789");
      addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
      addImplicitResolver(Tag.NULL, NOTHING, "~nN\0");
    }
  }
}
