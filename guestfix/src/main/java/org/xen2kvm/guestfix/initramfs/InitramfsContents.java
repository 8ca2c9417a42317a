package org.xen2kvm.guestfix.initramfs;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.initramfs.Appending.Verdict;
import org.xen2kvm.guestfix.initramfs.kernel.ModuleName;

/** What an initramfs can do: its modules, who made it, and whether it would load drivers that are appended. Immutable. */
public final class InitramfsContents {
  /** The size up to which {@link #FILES} are read: a modules.dep of a full distribution has half a megabyte. */
  public static final int FILE_LIMIT = 4 << 20;

  /** The small files that tell something; to be read while listing. */
  public static final Predicate<String> FILES = Pattern.compile(
      "init|conf/(modules|initramfs\\.conf|arch\\.conf|conf\\.d/[^/]+)|etc/(modules-load\\.d|conf\\.d|cmdline\\.d)/[^/]+"
          + "|etc/(lvm/lvm\\.conf|crypttab|mdadm\\.conf|mdadm/mdadm\\.conf|"
          + "modprobe\\.conf|modprobe\\.d/[^/]+|udev/rules\\.d/[^/]+)"
          + "|(usr/)?lib/(modules-load\\.d/[^/]+|dracut/[^/]+|modules/[^/]+/modules\\.(dep|builtin|softdep))")
      .asMatchPredicate();

  private static final Pattern IN_VERSION = Pattern.compile("(?:usr/)?lib/modules/([^/]+)/.+");
  private static final Pattern UDEV = Pattern.compile(
      "(?:usr/)?(?:s?bin|lib/udev|lib/systemd)/(?:udevd|systemd-udevd)");
  private static final Pattern DRIVER_RULE = Pattern.compile(
      "(?:(?:usr/)?lib|etc)/udev/rules\\.d/[0-9]+-drivers\\.rules");
  private static final Pattern MODPROBE = Pattern.compile("(?:usr/)?s?bin/(?:modprobe|kmod)");
  private static final Pattern LIBKMOD = Pattern.compile("(?:usr/)?lib(?:64)?/(?:.+/)?libkmod\\.so\\.[0-9.]+");

  private final InitramfsListing listing;
  private final InitramfsGenerator generator;
  private final SortedMap<String, Set<String>> modulesByVersion = new TreeMap<>();
  private final Set<String> modules = new TreeSet<>();
  private boolean udev;
  private boolean driverRule;
  private boolean modprobe;

  private InitramfsContents(InitramfsListing listing) {
    this.listing = listing;
    this.generator = InitramfsGenerator.of(listing);
    for (InitramfsEntry entry : listing.entries()) {
      look(entry);
    }
  }

  /** The facts of a listing. */
  public static InitramfsContents of(InitramfsListing listing) {
    return new InitramfsContents(listing);
  }

  /**
   * Lists an image and tells its facts.
   *
   * @throws InitramfsException when it cannot be listed to its end
   */
  public static InitramfsContents of(byte[] image) throws InitramfsException {
    return of(InitramfsListing.reading(image, FILES, FILE_LIMIT));
  }

  private void look(InitramfsEntry entry) {
    String name = entry.name();
    udev |= UDEV.matcher(name).matches();
    driverRule |= DRIVER_RULE.matcher(name).matches();
    modprobe |= MODPROBE.matcher(name).matches() || LIBKMOD.matcher(name).matches();
    Matcher inVersion = IN_VERSION.matcher(name);
    if (inVersion.matches()) {
      modulesByVersion.computeIfAbsent(inVersion.group(1), version -> new TreeSet<>());
    }
    if (entry.isFile()) {
      ModuleName.ofFile(entry.fileName()).ifPresent(module -> {
        modules.add(module);
        if (inVersion.matches()) {
          modulesByVersion.computeIfAbsent(inVersion.group(1), version -> new TreeSet<>()).add(module);
        }
      });
    }
  }

  /** What was listed. */
  public InitramfsListing listing() {
    return listing;
  }

  /** Who made it. */
  public InitramfsGenerator generator() {
    return generator;
  }

  /** The kernels, sorted, that it has modules of; none where the modules lie elsewhere, as nash's do. */
  public Set<String> kernelVersions() {
    return Collections.unmodifiableSet(modulesByVersion.keySet());
  }

  /** The names of all its modules, sorted, with {@code _} for {@code -}. */
  public Set<String> modules() {
    return Collections.unmodifiableSet(modules);
  }

  /** The names of the modules of one kernel, sorted. */
  public Set<String> modules(String kernelVersion) {
    return Collections.unmodifiableSet(modulesByVersion.getOrDefault(kernelVersion, Set.of()));
  }

  /** Whether it holds a module, of whatever kernel; the name may be spelled with {@code -} or {@code _}. */
  public boolean has(String module) {
    return modules.contains(ModuleName.canonical(module));
  }

  /** Whether it holds a module of that kernel. */
  public boolean has(String kernelVersion, String module) {
    return modules(kernelVersion).contains(ModuleName.canonical(module));
  }

  /** Where modules of that kernel lie or would lie: {@code usr/lib/modules/VERSION}, or the same in {@code lib}. */
  public String moduleDirectory(String kernelVersion) {
    String usual = "lib/modules/" + kernelVersion;
    return listing.follow(usual).orElse(usual);
  }

  /** Whether drivers that are appended get loaded. */
  public Appending appending() {
    Map<Verdict, String> texts = Map.of(
        Verdict.SERVES, "udev in it loads drivers by alias",
        Verdict.FIXED_LIST, "its init loads a fixed list of modules and no others",
        Verdict.NO_UDEV, "it has no udev that would load drivers",
        Verdict.NO_DRIVER_RULE, "it has udev, but not the rule 80-drivers that loads drivers",
        Verdict.NO_MODPROBE, "it has no modprobe and no libkmod");
    Verdict verdict = verdict();
    return new Appending(verdict, generator.label() + ": " + texts.get(verdict));
  }

  private Verdict verdict() {
    if (generator == InitramfsGenerator.NASH_MKINITRD) {
      return Verdict.FIXED_LIST;
    }
    if (!udev) {
      return Verdict.NO_UDEV;
    }
    if (!driverRule) {
      return Verdict.NO_DRIVER_RULE;
    }
    return modprobe ? Verdict.SERVES : Verdict.NO_MODPROBE;
  }
}
