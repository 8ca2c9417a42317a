package org.xen2kvm.cli.report;

import java.util.Locale;
import org.xen2kvm.cli.outcome.Fate;
import org.xen2kvm.cli.outcome.Report;
import org.xen2kvm.cli.outcome.Totals;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.converter.GuestImplications;
import org.xen2kvm.converter.GuestImplications.DiskRename;
import org.xen2kvm.converter.GuestImplications.NicChange;
import org.xen2kvm.converter.report.Change;

/**
 * For people: what became of each domain, every change with its reason, every finding, and what it means inside the
 * guest.
 *
 * @param messages how findings are worded
 */
public record TextFormat(Messages messages) implements ReportFormat {
  @Override
  public String separator() {
    return "\n";
  }

  @Override
  public String render(Report report) {
    StringBuilder out = new StringBuilder();
    out.append(Printable.line(report.input().label())).append(": ")
        .append(report.fate().name().toLowerCase(Locale.ROOT));
    if (!report.name().isEmpty()) {
      out.append(", domain ").append(Printable.line(report.name()));
    }
    if (report.output() != null) {
      out.append(", written to ").append(Printable.line(report.output()));
    }
    out.append('\n');
    for (Change change : report.changes()) {
      append(out, change);
    }
    if (report.fate() == Fate.CONVERTED) {
      append(out, report.guestImplications());
    }
    return out.append(messages.about(report)).toString();
  }

  @Override
  public String footer(Totals totals) {
    String batch = messages.footer(totals);
    return (batch.isEmpty() ? "\n" : "\n" + batch + "\n") + totals.summary() + "\n";
  }

  private static void append(StringBuilder out, Change change) {
    out.append("  ").append(ChangeText.of(change)).append('\n');
    out.append("      ").append(Printable.line(change.reason())).append(" [").append(change.rule().value())
        .append("]\n");
  }

  private static void append(StringBuilder out, GuestImplications guest) {
    for (DiskRename disk : guest.disks()) {
      if (!disk.xenName().equals(disk.guestName())) {
        out.append("  in the guest: disk ").append(Printable.line(disk.xenName())).append(" is ")
            .append(Printable.line(disk.guestName()));
        out.append(disk.partition() ? ", a whole disk without a partition table" : "").append('\n');
      }
    }
    guest.console().ifPresent(move -> out.append("  in the guest: console ").append(Printable.line(move.from()))
        .append(move.to().isEmpty() ? " is gone" : " is " + Printable.line(move.to())).append('\n'));
    for (NicChange nic : guest.nics()) {
      out.append("  in the guest: network interface ").append(Printable.line(nic.mac())).append(": ")
          .append(Printable.line(nic.from())).append(" is ").append(Printable.line(nic.to())).append('\n');
    }
    switch (guest.boot()) {
      case UNCHANGED -> { }
      case NEEDS_BOOT_LOADER -> out.append("  in the guest: a boot loader must stand on the boot disk\n");
      case DIRECT_KERNEL -> out.append("  in the guest: the host's kernel must run without Xen\n");
      case NETWORK -> out.append("  in the guest: boots from the network\n");
    }
  }
}
