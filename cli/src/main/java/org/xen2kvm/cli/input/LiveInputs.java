package org.xen2kvm.cli.input;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.cli.text.Suggestions;
import org.xen2kvm.file.FileName;
import org.xen2kvm.file.Sha256;
import org.xen2kvm.migration.failure.VirshCommand;
import org.xen2kvm.migration.source.LiveDomains;

/**
 * The domains of a host that arguments name, in the order of the arguments, each once; what a wildcard stands for in the order
 * of names. A definition is asked for when its turn comes. For one thread.
 */
public final class LiveInputs implements Iterator<Input> {
  private final Iterator<Input> inputs;

  private LiveInputs(List<Input> inputs) {
    this.inputs = inputs.iterator();
  }

  /** Returns whether the arguments can only ever name one domain; otherwise the run is a batch. */
  public static boolean isSingle(List<String> arguments) {
    return arguments.size() == 1 && !isPattern(arguments.get(0));
  }

  /**
   * Makes the inputs.
   *
   * @param arguments names, and wildcards of {@code *} and {@code ?}; none for all domains
   */
  public static LiveInputs of(LiveDomains host, List<String> arguments) {
    Map<String, Input> found = new LinkedHashMap<>();
    Map<String, String> outputs = outputs(host.names());
    for (String argument : arguments.isEmpty() ? List.of("*") : arguments) {
      if (host.names().contains(argument)) {
        found.put(argument, live(host, argument, outputs));
      } else if (isPattern(argument)) {
        boolean any = false;
        for (String name : host.names()) {
          if (matches(argument, name)) {
            any = true;
            found.putIfAbsent(name, LiveDomains.isHost(name)
                ? new Input.PassedOver(label(host, name), "this is the Xen host itself", null) : live(host, name, outputs));
          }
        }
        if (!any) {
          found.put(argument, absent(host, argument, host.names().isEmpty()
              ? "The host has no domains" : "No domain of the host matches this"));
        }
      } else {
        found.put(argument, absent(host, argument, "The host has no domain of this name"));
      }
    }
    return new LiveInputs(List.copyOf(found.values()));
  }

  @Override
  public boolean hasNext() {
    return inputs.hasNext();
  }

  @Override
  public Input next() {
    return inputs.next();
  }

  private static Input live(LiveDomains host, String name, Map<String, String> outputs) {
    return new Input.Live(label(host, name), outputs.getOrDefault(name, FileName.of(name)) + ".xml", host, name);
  }

  private static Input absent(LiveDomains host, String argument, String message) {
    String near = isPattern(argument) ? "" : Suggestions.didYouMean(argument, host.names());
    return new Input.Unusable(label(host, argument), new Failure(
        Failure.Kind.IO, message + near, "See which it has: " + new VirshCommand(host.uri()).of("list", "--all") + "."));
  }

  /** The URI without its query, and the name: such as {@code xen+ssh://root@xen1/web1}. */
  private static String label(LiveDomains host, String name) {
    int query = host.uri().indexOf('?');
    String uri = query < 0 ? host.uri() : host.uri().substring(0, query);
    return Printable.line(uri + (uri.endsWith("/") ? "" : "/") + name);
  }

  /**
   * Names files after domains. Names may hold anything, and different ones may become the same file's; those then end with a
   * part of their digest, so that a name depends on the host's domains alone and not on which of them are asked for.
   */
  private static Map<String, String> outputs(List<String> names) {
    Map<String, Integer> uses = new HashMap<>();
    for (String name : names) {
      uses.merge(FileName.of(name), 1, Integer::sum);
    }
    Map<String, String> outputs = new HashMap<>();
    Set<String> taken = new HashSet<>();
    List<String> ambiguous = new ArrayList<>();
    for (String name : names) {
      String file = FileName.of(name);
      if (file.equals(name) || uses.getOrDefault(file, 0) == 1) {
        outputs.put(name, file);
        taken.add(file);
      } else {
        ambiguous.add(name);
      }
    }
    for (String name : ambiguous) {
      String digest = Sha256.of(name.getBytes(StandardCharsets.UTF_8));
      int length = 8;
      String file = FileName.of(name) + "-" + digest.substring(0, length);
      while (!taken.add(file)) {
        length++;
        file = FileName.of(name) + "-" + digest.substring(0, length);
      }
      outputs.put(name, file);
    }
    return outputs;
  }

  private static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  /** Returns whether a name is what a pattern stands for; never tries more than each place of the last star. */
  static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
