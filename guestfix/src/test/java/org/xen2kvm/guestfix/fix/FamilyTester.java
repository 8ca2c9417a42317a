package org.xen2kvm.guestfix.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.xen2kvm.guestfix.fs.GuestFileStat;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestTrees;
import org.xen2kvm.guestfix.plan.FixPlan;
import org.xen2kvm.guestfix.plan.GuestAction.RebuildInitramfs;
import org.xen2kvm.guestfix.plan.GuestAction.RunCommand;
import org.xen2kvm.guestfix.text.MutatedText;

/**
 * Tests a family of fixes on every distribution of {@link GuestTrees} and on odd guests of its own, whole and broken: none fails,
 * and where they have been applied none has anything to do, with the inspection that there was and with a new one.
 */
public final class FamilyTester {
  private static final int LARGEST_TEXT = 1 << 16;

  private final List<Fix> fixes;
  private final Map<String, Supplier<GuestCase>> guests = new LinkedHashMap<>();

  private FamilyTester(List<Fix> fixes) {
    this.fixes = fixes;
    GuestTrees.all().keySet().forEach(tree -> guests.put(tree, () -> GuestCase.of(tree)));
  }

  /** Tests these fixes on the distributions. */
  public static FamilyTester of(List<Fix> fixes) {
    return new FamilyTester(fixes);
  }

  /** Makes of every guest so far what the function says. */
  public FamilyTester each(UnaryOperator<GuestCase> change) {
    guests.replaceAll((name, guest) -> () -> change.apply(guest.get()));
    return this;
  }

  /** Adds a guest. */
  public FamilyTester and(String name, Supplier<GuestCase> guest) {
    guests.put(name, guest);
    return this;
  }

  /** Adds a Debian 12 for each of these sets of files. */
  public FamilyTester andDebians(List<Map<String, String>> odd) {
    for (Map<String, String> files : odd) {
      and("odd guest " + guests.size(), () -> {
        GuestCase guest = GuestCase.debian();
        files.forEach(guest::file);
        return guest;
      });
    }
    return this;
  }

  /** Returns the guests, each made anew. */
  public Map<String, Supplier<GuestCase>> guests() {
    return Map.copyOf(guests);
  }

  /** Returns the fixes as one, with one id, that plan into one plan. */
  public Fix together() {
    return new Together(fixes);
  }

  /** Checks every guest as it is. */
  public void fixesEachOnce() {
    guests.forEach((name, guest) -> {
      fixOnce(name, guest.get(), true, true);
      fixOnce(name, guest.get(), false, true);
    });
  }

  /** Checks every guest with its files broken, in some other way each time. */
  public void fixesEachOnceThoughBroken(long seed, int times) {
    Random random = new Random(seed);
    guests.forEach((name, guest) -> {
      for (int i = 0; i < times; i++) {
        long one = random.nextLong();
        String what = name + ", broken by " + one;
        boolean seen = random.nextBoolean();
        GuestCase broken = broken(guest.get(), one);
        fixOnce(what, seen ? broken.inspect() : broken, random.nextBoolean(), seen);
      }
    });
  }

  /** Checks files that hold one piece over and over: the cost would grow with its square if any pattern were careless. */
  public void fixesRepetitionsOnce(UnaryOperator<GuestCase> change, Collection<String> paths, Collection<String> pieces) {
    for (String piece : pieces) {
      GuestCase guest = change.apply(GuestCase.debian());
      paths.forEach(path -> guest.file(path, piece.repeat((1 << 17) / piece.length())));
      fixOnce("much of " + piece, guest.inspect(), true, true);
    }
  }

  /** Fixes in one plan or in one for each; what inspection said of other files is not compared with what it says then. */
  private void fixOnce(String name, GuestCase guest, boolean atOnce, boolean inspected) {
    List<Fix> steps = atOnce ? List.of(together()) : fixes;
    boolean done = true;
    for (Fix step : steps) {
      FixTester tester = FixTester.on(step, guest);
      if (mayBeApplied(tester.planned())) {
        tester.makes();
      } else {
        done = false;
      }
    }
    if (done) {
      checkDone(name, guest);
      if (inspected) {
        guest.inspectAgain();
        checkDone(name + ", inspected again", guest);
      }
    }
  }

  private void checkDone(String name, GuestCase guest) {
    FixPlan again = new FixCatalog(fixes).plan(guest.files, guest.inspection(), guest.hardware(), guest.options());
    assertThat(again.actions()).as("%s, fixed again", name).isEmpty();
  }

  /** What a program of the guest would do is not known here. */
  private static boolean mayBeApplied(FixPlan plan) {
    return !plan.isRefused()
        && plan.actions().stream().noneMatch(action -> action instanceof RunCommand || action instanceof RebuildInitramfs);
  }

  private static GuestCase broken(GuestCase guest, long seed) {
    Random random = new Random(seed);
    MutatedText mutated = new MutatedText(seed);
    texts(guest, GuestPath.ROOT).forEach(path -> {
      if (random.nextBoolean()) {
        guest.file(path.value(), mutated.of(new String(guest.files.read(path, LARGEST_TEXT), StandardCharsets.UTF_8)));
      }
    });
    return guest;
  }

  private static Stream<GuestPath> texts(GuestCase guest, GuestPath directory) {
    return guest.files.list(directory).stream().map(directory::resolve).flatMap(path -> {
      GuestFileStat.Type type = guest.files.stat(path).type();
      boolean text = type == GuestFileStat.Type.REGULAR && isText(guest, path);
      return type == GuestFileStat.Type.DIRECTORY ? texts(guest, path) : text ? Stream.of(path) : Stream.empty();
    });
  }

  private static boolean isText(GuestCase guest, GuestPath path) {
    byte[] start = guest.files.readRange(path, 0, LARGEST_TEXT);
    return start.length < LARGEST_TEXT && new String(start, StandardCharsets.ISO_8859_1).chars()
        .noneMatch(c -> c == 0 || c == 0x1f);
  }

  private record Together(List<Fix> fixes) implements Fix {
    @Override
    public FixDescriptor descriptor() {
      return FixDescriptor.of("family", "All of a family", "For tests");
    }

    @Override
    public void plan(GuestEditor guest, FixContext context) {
      fixes.forEach(fix -> fix.plan(guest, context));
    }
  }
}
