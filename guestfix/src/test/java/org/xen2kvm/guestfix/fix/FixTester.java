package org.xen2kvm.guestfix.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xen2kvm.guestfix.apply.PlanApplier;
import org.xen2kvm.guestfix.fs.GuestFileStat;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.FixPlan;
import org.xen2kvm.guestfix.plan.GuestAction;
import org.xen2kvm.guestfix.plan.Reason;

/**
 * Tests a fix on a made-up guest. On every call, unasked: planning changes nothing; every change has a reason of this fix; what
 * is applied is what was planned; once applied, planning again gives no action.
 */
public final class FixTester {
  private final Fix fix;
  private final GuestCase guest;
  private final Map<String, String> before;
  private final FixPlan plan;
  private boolean applied;

  private FixTester(Fix fix, GuestCase guest) {
    this.fix = fix;
    this.guest = guest;
    this.before = files(guest);
    this.plan = plan();
    assertThat(files(guest)).as("planning changes nothing").isEqualTo(before);
    for (GuestAction action : plan.actions()) {
      assertThat(action.reasons()).as("reasons of %s", action).isNotEmpty();
      assertThat(action.reasons().stream().map(Reason::fix)).containsOnly(fix.descriptor().id());
    }
  }

  /** Plans the fix on the guest. */
  public static FixTester on(Fix fix, GuestCase guest) {
    return new FixTester(fix, guest);
  }

  private FixPlan plan() {
    return new FixCatalog(List.of(fix)).plan(guest.files, guest.inspection(), guest.hardware(), guest.options());
  }

  /** Checks that nothing is to be done, and returns this for the findings. */
  public FixTester leavesAlone() {
    assertThat(plan.actions()).isEmpty();
    assertThat(plan.directBoot()).isEmpty();
    return this;
  }

  /**
   * Applies the plan, and checks that the files then hold that: {@code path, content, path, content …}; null for one that is
   * gone.
   */
  public FixTester makes(String... pathsAndContents) {
    apply();
    for (int i = 0; i < pathsAndContents.length; i += 2) {
      GuestPath path = GuestPath.of(pathsAndContents[i]);
      String expected = pathsAndContents[i + 1];
      if (expected == null) {
        assertThat(guest.files.exists(path)).as("%s exists", path).isFalse();
      } else {
        assertThat(text(guest, path)).as("%s", path).isEqualTo(expected);
      }
    }
    return this;
  }

  /** Applies the plan, and checks that these and no other files change; and that a second plan does nothing. */
  public FixTester changesOnly(String... paths) {
    apply();
    Map<String, String> after = files(guest);
    before.forEach((path, content) -> {
      if (content.equals(after.get(path))) {
        after.remove(path);
      } else {
        after.putIfAbsent(path, "(removed)");
      }
    });
    assertThat(after.keySet()).containsExactlyInAnyOrder(paths);
    return this;
  }

  private void apply() {
    if (applied) {
      return;
    }
    applied = true;
    assertThat(plan.isRefused()).as("refused: %s", plan.findings()).isFalse();
    new PlanApplier(guest.files, action -> {}).apply(plan);
    assertThat(plan().actions()).as("a second plan does nothing").isEmpty();
  }

  /** Checks the findings: each is {@code SEVERITY where: message}. */
  public FixTester says(String... findings) {
    assertThat(plan.findings().stream().map(FixTester::line)).containsExactly(findings);
    return this;
  }

  private static String line(FixFinding finding) {
    return finding.severity() + " " + finding.where() + ": " + finding.message();
  }

  /** Returns the plan, for what this has no words for. */
  public FixPlan planned() {
    return plan;
  }

  private static String text(GuestCase guest, GuestPath path) {
    assertThat(guest.files.exists(path)).as("%s exists", path).isTrue();
    return new String(guest.files.read(path, 1 << 24), StandardCharsets.ISO_8859_1);
  }

  private static Map<String, String> files(GuestCase guest) {
    Map<String, String> found = new TreeMap<>();
    collect(guest, GuestPath.ROOT, found);
    return found;
  }

  private static void collect(GuestCase guest, GuestPath directory, Map<String, String> found) {
    for (String name : guest.files.list(directory)) {
      GuestPath path = directory.resolve(name);
      GuestFileStat.Type type = guest.files.stat(path).type();
      switch (type) {
        case DIRECTORY -> collect(guest, path, found);
        case SYMLINK -> found.put(path.value(), "-> " + guest.files.readLink(path));
        default -> found.put(path.value(), text(guest, path));
      }
    }
  }
}
