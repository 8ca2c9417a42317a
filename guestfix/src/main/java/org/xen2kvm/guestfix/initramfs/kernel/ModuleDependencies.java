package org.xen2kvm.guestfix.initramfs.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the modules of one kernel need of each other, from the indexes that depmod writes. Immutable.
 *
 * <p>Old ones name modules by absolute paths ({@code /lib/modules/2.6.18/kernel/…}), new ones relative to the directory of
 * {@code modules.dep}. Lines that are neither are ignored, as modprobe does it.
 */
public final class ModuleDependencies {
  private static final int MOST_MODULES = 50_000;
  private static final int MOST_LINKS = 2_000_000;

  private final Map<String, Module> modules;
  private final Set<String> builtIn;
  private final Map<String, SoftNeeds> soft;

  private ModuleDependencies(Map<String, Module> modules, Set<String> builtIn, Map<String, SoftNeeds> soft) {
    this.modules = modules;
    this.builtIn = builtIn;
    this.soft = soft;
  }

  /**
   * Reads a kernel's indexes.
   *
   * @param modulesDep the text of modules.dep
   * @param modulesBuiltin the text of modules.builtin; empty when there is none, as before Linux 2.6.33
   * @param modulesSoftdep the text of modules.softdep; empty when there is none
   * @throws IllegalArgumentException when they name more modules than any kernel has
   */
  public static ModuleDependencies of(String modulesDep, String modulesBuiltin, String modulesSoftdep) {
    Map<String, Module> modules = new HashMap<>();
    int[] links = {0};
    modulesDep.lines().forEach(line -> {
      int colon = line.indexOf(':');
      Optional<String> path = colon < 1 ? Optional.empty() : relative(line.substring(0, colon).strip());
      if (path.isPresent() && !line.startsWith("#")) {
        List<String> needs = new ArrayList<>();
        for (String need : words(line.substring(colon + 1))) {
          relative(need).flatMap(ModuleDependencies::moduleAt).ifPresent(needs::add);
        }
        links[0] += needs.size();
        if (modules.size() > MOST_MODULES || links[0] > MOST_LINKS) {
          throw new IllegalArgumentException("modules.dep names more modules than a kernel has");
        }
        moduleAt(path.get()).ifPresent(name -> modules.putIfAbsent(name, new Module(path.get(), List.copyOf(needs))));
      }
    });
    Set<String> builtIn = new HashSet<>();
    modulesBuiltin.lines().limit(MOST_MODULES).map(String::strip).flatMap(line -> moduleAt(line).stream())
        .forEach(builtIn::add);
    Map<String, SoftNeeds> soft = new HashMap<>();
    modulesSoftdep.lines().limit(MOST_MODULES).forEach(line -> readSoft(line, soft));
    return new ModuleDependencies(modules, builtIn, soft);
  }

  /** Whether the kernel has the module as a file. */
  public boolean hasFile(String module) {
    return modules.containsKey(ModuleName.canonical(module));
  }

  /** The modules and all that they need, softly or not. */
  public ModuleClosure closure(Collection<String> wanted) {
    Set<String> files = new LinkedHashSet<>();
    Set<String> isBuiltIn = new TreeSet<>();
    Set<String> missing = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    Deque<Step> ahead = new ArrayDeque<>();
    List<Step> first = new ArrayList<>();
    wanted.forEach(name -> first.add(new Step(ModuleName.canonical(name), false, false)));
    pushAll(ahead, first);
    while (!ahead.isEmpty()) {
      Step step = ahead.pop();
      Module module = modules.get(step.name);
      if (step.needsDone) {
        if (module != null) {
          files.add(module.path);
        }
      } else if (builtIn.contains(step.name)) {
        isBuiltIn.add(step.name);
      } else if (module == null) {
        if (!step.soft) {
          missing.add(step.name);
        }
      } else if (seen.add(step.name)) {
        pushAll(ahead, stepsFor(step.name, module));
      }
    }
    return new ModuleClosure(List.copyOf(files), isBuiltIn, missing);
  }

  /** What to do for a module, in order: what it needs, itself, what it wants after it. */
  private List<Step> stepsFor(String name, Module module) {
    List<Step> steps = new ArrayList<>();
    SoftNeeds needs = soft.getOrDefault(name, SoftNeeds.NONE);
    needs.before.forEach(need -> steps.add(new Step(need, false, true)));
    // depmod writes the last one first.
    for (int i = module.needs.size() - 1; i >= 0; i--) {
      steps.add(new Step(module.needs.get(i), false, false));
    }
    steps.add(new Step(name, true, false));
    needs.after.forEach(need -> steps.add(new Step(need, false, true)));
    return steps;
  }

  private static void pushAll(Deque<Step> ahead, List<Step> steps) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      ahead.push(steps.get(i));
    }
  }

  private static void readSoft(String line, Map<String, SoftNeeds> soft) {
    List<String> words = words(line);
    if (words.size() < 3 || !words.get(0).equals("softdep")) {
      return;
    }
    SoftNeeds needs = soft.computeIfAbsent(ModuleName.canonical(words.get(1)),
        name -> new SoftNeeds(new ArrayList<>(), new ArrayList<>()));
    // Without a heading, modprobe ignores the names.
    List<String> current = new ArrayList<>();
    for (String word : words.subList(2, words.size())) {
      switch (word) {
        case "pre:" -> current = needs.before;
        case "post:" -> current = needs.after;
        default -> current.add(ModuleName.canonical(word));
      }
    }
  }

  /** The path below the module directory; empty for one that leads out of it, or that no file has. */
  private static Optional<String> relative(String path) {
    String below = path;
    if (path.startsWith("/")) {
      int modulesAt = path.indexOf("/lib/modules/");
      int versionEnd = modulesAt < 0 ? -1 : path.indexOf('/', modulesAt + "/lib/modules/".length());
      if (versionEnd < 0) {
        return Optional.empty();
      }
      below = path.substring(versionEnd + 1);
    }
    for (String name : below.split("/", -1)) {
      if (name.isEmpty() || name.indexOf('\0') >= 0 || name.equals(".") || name.equals("..")) {
        return Optional.empty();
      }
    }
    return Optional.of(below);
  }

  private static Optional<String> moduleAt(String path) {
    return ModuleName.ofFile(path.substring(path.lastIndexOf('/') + 1));
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.strip().split("\\s+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private record Module(String path, List<String> needs) {}

  private record SoftNeeds(List<String> before, List<String> after) {
    static final SoftNeeds NONE = new SoftNeeds(List.of(), List.of());
  }

  /** A module to look at, or one whose needs are met and that comes next. */
  private record Step(String name, boolean needsDone, boolean soft) {}
}
