package org.xen2kvm.golden;

import java.util.List;
import java.util.Locale;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.GuestAction;
import org.xen2kvm.migration.PlanText;

/** The page of a fix in docs/fixes: what its descriptor says, and what it does to the golden guests. Stateless. */
final class FixPage {
  private FixPage() {}

  static String of(FixDescriptor fix, List<GoldenGuest> guests) {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(fix.id()).append("\n\n").append(fix.title()).append(".\n\n");
    page.append("## Why\n").append(fix.description()).append("\n\n");
    page.append("## Example\n").append(example(fix.id(), guests));
    page.append("\n## Sources\n");
    fix.sources().forEach(source -> page.append("- ").append(source).append('\n'));
    return page.toString();
  }

  /** The first thing that it does, or says, to one of the golden guests. */
  private static String example(FixId fix, List<GoldenGuest> guests) {
    for (GoldenGuest guest : guests) {
      for (GuestAction action : guest.plan().actions()) {
        if (action.reasons().stream().anyMatch(reason -> reason.fix().equals(fix))) {
          return in(guest) + "```diff\n" + PlanText.actions(List.of(action)).strip() + "\n```\n";
        }
      }
      if (guest.plan().directBoot().filter(boot -> boot.reason().fix().equals(fix)).isPresent()) {
        return in(guest) + "> " + guest.plan().directBoot().get().reason().text() + '\n';
      }
      for (FixFinding finding : guest.plan().findings()) {
        if (finding.fix().equals(fix)) {
          return in(guest) + "> " + finding.severity().name().toLowerCase(Locale.ROOT) + ": " + finding.message() + "  \n> "
              + finding.advice() + '\n';
        }
      }
    }
    return "None of the golden guests needs it; its test shows what it does.\n";
  }

  private static String in(GoldenGuest guest) {
    return "In [" + guest.name() + "](../../testdata/fixes/" + guest.name() + ".plan):\n\n";
  }

  static String index(List<FixDescriptor> fixes) {
    StringBuilder page = new StringBuilder("# Fixes\n\nIn the order in which they plan. `xen2kvm explain ID` tells of one.\n\n");
    page.append("| Fix | What it does |\n|---|---|\n");
    for (FixDescriptor fix : fixes) {
      page.append("| [").append(fix.id()).append("](").append(fix.id()).append(".md) | ").append(fix.title()).append(" |\n");
    }
    return page.toString();
  }
}
