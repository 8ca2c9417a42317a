package org.xen2kvm.migration;

import java.util.List;
import java.util.Locale;
import org.xen2kvm.converter.xml.UnifiedDiff;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.GuestAction;
import org.xen2kvm.guestfix.plan.GuestAction.AppendToInitramfs;
import org.xen2kvm.guestfix.plan.GuestAction.ChangeLink;
import org.xen2kvm.guestfix.plan.GuestAction.CopyFile;
import org.xen2kvm.guestfix.plan.GuestAction.MakeDirectory;
import org.xen2kvm.guestfix.plan.GuestAction.RebuildInitramfs;
import org.xen2kvm.guestfix.plan.GuestAction.RemoveFile;
import org.xen2kvm.guestfix.plan.GuestAction.RunCommand;
import org.xen2kvm.guestfix.plan.GuestAction.WriteFile;
import org.xen2kvm.guestfix.plan.GuestText;
import org.xen2kvm.guestfix.plan.Reason;

/**
 * What a plan will do inside the guest, for a person: for each action why, then the unified diff of a text file or the argument
 * vector of a command and what it may write. Stateless.
 */
public final class PlanText {
  private PlanText() {}

  /** Returns all actions; each line ends with a line feed. Control characters of the guest's are left to whoever prints it. */
  public static String actions(List<GuestAction> actions) {
    StringBuilder out = new StringBuilder();
    for (GuestAction action : actions) {
      for (Reason reason : action.reasons()) {
        out.append("# ").append(reason.text()).append(" [").append(reason.fix()).append("]\n");
      }
      out.append(action(action)).append('\n');
    }
    return out.toString();
  }

  /** Returns what one action does, without its reasons. */
  public static String action(GuestAction action) {
    StringBuilder out = new StringBuilder();
    if (action instanceof WriteFile write) {
      String before = write.before().map(GuestText::text).orElse("");
      String diff = UnifiedDiff.of(relative(write.path()), before, write.after().text());
      out.append(write.before().isPresent() ? diff : diff.replaceFirst("--- a/[^\n]*", "--- /dev/null"));
    } else if (action instanceof RemoveFile remove) {
      String diff = UnifiedDiff.of(relative(remove.path()), remove.before().text(), "");
      out.append(diff.isEmpty() ? "remove the empty file " + remove.path() + "\n"
          : diff.replaceFirst("\\+\\+\\+ b/[^\n]*", "+++ /dev/null"));
    } else if (action instanceof ChangeLink change) {
      change.before().ifPresent(target -> out.append("- ").append(link(change.path(), target)));
      change.after().ifPresent(target -> out.append("+ ").append(link(change.path(), target)));
    } else if (action instanceof MakeDirectory make) {
      out.append("+ directory ").append(make.path()).append('\n');
    } else if (action instanceof CopyFile copy) {
      out.append("+ copy ").append(copy.from()).append(" to ").append(copy.to()).append('\n');
    } else if (action instanceof RunCommand command) {
      out.append("run in the guest:").append(words(command.argv())).append('\n');
      out.append("  may write:").append(words(command.writes())).append('\n');
    } else if (action instanceof AppendToInitramfs append) {
      out.append("append to ").append(append.initramfs()).append(":\n");
      append.archive().describe().forEach(line -> out.append("  ").append(line).append('\n'));
    } else if (action instanceof RebuildInitramfs rebuild) {
      out.append("run in the guest:").append(words(rebuild.argv())).append('\n');
      out.append("  makes ").append(rebuild.initramfs()).append(", which must then hold:").append(words(rebuild.modules()));
      out.append('\n').append("  may write:").append(words(rebuild.writes())).append('\n');
    }
    return out.toString();
  }

  private static String link(GuestPath path, String target) {
    return "link " + path + " -> " + target + "\n";
  }

  private static String relative(GuestPath path) {
    return path.value().substring(1);
  }

  private static String words(List<?> all) {
    StringBuilder out = new StringBuilder();
    for (Object each : all) {
      String word = each.toString();
      boolean plain = !word.isEmpty() && word.chars().allMatch(c -> c > ' ' && c != '\'' && c != '"' && c != '\\');
      out.append(' ').append(plain ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return out.toString();
  }

  /** Returns findings in the form of compilers' messages, a line each and one for the advice. */
  public static String findings(String label, List<FixFinding> findings) {
    StringBuilder out = new StringBuilder();
    for (FixFinding finding : findings) {
      out.append(label).append(finding.where().isEmpty() ? "" : ":" + finding.where()).append(": ")
          .append(finding.severity().name().toLowerCase(Locale.ROOT)).append(": ")
          .append(finding.message()).append(" [").append(finding.fix()).append("]\n");
      if (!finding.advice().isEmpty()) {
        out.append("    ").append(finding.advice()).append('\n');
      }
    }
    return out.toString();
  }
}
