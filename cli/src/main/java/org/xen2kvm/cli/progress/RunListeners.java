package org.xen2kvm.cli.progress;

import java.util.List;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.migration.progress.Step;

/**
 * All who hear of a run, told in order.
 *
 * @param all who they are
 */
public record RunListeners(List<RunListener> all) implements RunListener {
  public RunListeners {
    all = List.copyOf(all);
  }

  @Override
  public void runBegins(String command, List<String> inputs) {
    all.forEach(each -> each.runBegins(command, inputs));
  }

  @Override
  public void guestBegins(String input) {
    all.forEach(each -> each.guestBegins(input));
  }

  @Override
  public void step(String input, String guest, Step step) {
    all.forEach(each -> each.step(input, guest, step));
  }

  @Override
  public void guestEnds(String input, ExitCode exit, String messages) {
    all.forEach(each -> each.guestEnds(input, exit, messages));
  }

  @Override
  public void runEnds(ExitCode exit) {
    all.forEach(each -> each.runEnds(exit));
  }
}
