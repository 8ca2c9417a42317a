package org.xen2kvm.cli.progress;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.migration.progress.Step;

/** A line of standard error for each step, and for each quarter of one that takes long. Safe for use by several threads. */
public final class StepLines implements RunListener {
  private static final int QUARTER = 25;

  private final TerminalLine terminal;
  private final Map<String, Integer> quarters = new ConcurrentHashMap<>();

  /** Makes it. */
  public StepLines(TerminalLine terminal) {
    this.terminal = terminal;
  }

  @Override
  public void step(String input, String guest, Step step) {
    String line = "xen2kvm: " + Printable.line(guest) + ": " + Printable.line(step.what());
    if (step.percent().isEmpty()) {
      quarters.put(input, 0);
      terminal.message(line + "\n");
      return;
    }
    int quarter = (int) step.percent().getAsDouble() / QUARTER;
    Integer before = quarters.put(input, quarter);
    if (before != null && before < quarter) {
      terminal.message(line + ", " + quarter * QUARTER + " %\n");
    }
  }
}
