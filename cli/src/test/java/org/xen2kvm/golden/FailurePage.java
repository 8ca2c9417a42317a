package org.xen2kvm.golden;

import java.util.List;
import org.xen2kvm.migration.failure.FailureCatalog;
import org.xen2kvm.migration.failure.FailureSamples;
import org.xen2kvm.migration.failure.KnownFailure;
import org.xen2kvm.migration.failure.KnownFailure.Place;

/** The page of known failures, docs/failure-modes.md: a section for each, with a sample of what it prints. Stateless. */
final class FailurePage {
  private FailurePage() {}

  static String text() {
    StringBuilder page = new StringBuilder("""
        # Failure modes

        How guests fail to come up on KVM, as `apply` knows them. When a domain does not start, or the time to boot passes without a
        proof, these signs are looked for on the console, then in libvirt's message, then in what the emulator has logged since the start; the
        first that fits is told with cause and remedy. One that is *final* ends the wait at once. `xen2kvm explain ID` shows the same.

        Everything is undone before the failure is told, and the source disks are as they were. `serial.log` and `emulator.log` stay
        beside the journal ([migration](migration.md)).

        """);
    index(page, Place.SERIAL, "On the guest's serial console");
    index(page, Place.HOST, "From the host: libvirt's error, or the emulator's log");
    FailureCatalog.all().forEach(known -> section(page, known));
    return page.toString().stripTrailing() + "\n";
  }

  private static void index(StringBuilder page, Place place, String title) {
    page.append("## ").append(title).append("\n\n| Failure | What happens |\n|---|---|\n");
    for (KnownFailure known : FailureCatalog.all()) {
      if (known.place() == place) {
        page.append("| [").append(known.id()).append("](#").append(known.id()).append(") | ").append(known.title()).append(" |\n");
      }
    }
    page.append('\n');
  }

  private static void section(StringBuilder page, KnownFailure known) {
    page.append("## ").append(known.id()).append("\n\n").append(known.title()).append(place(known)).append("\n\n");
    page.append("**Cause:** ").append(known.cause()).append("\n\n**Remedy:** ").append(known.remedy()).append("\n\n");
    List<String> samples = FailureSamples.of(known.id());
    if (!samples.isEmpty()) {
      page.append("```\n").append(shown(samples.get(0))).append("\n```\n\n");
    }
  }

  private static String place(KnownFailure known) {
    return known.place() == Place.HOST ? ". From the host."
        : known.fatal() ? ". On the console; final." : ". On the console; the guest may come up all the same.";
  }

  /** Colours are for terminals. */
  private static String shown(String sample) {
    return sample.replaceAll("\u001b\\[[0-9;]*m", "").strip();
  }
}
