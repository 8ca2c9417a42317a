package org.xen2kvm.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.guestfix.disk.GuestDisks;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.WritableGuestDisks;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.libguestfs.ApplianceOptions;
import org.xen2kvm.migration.Appliances;
import org.xen2kvm.migration.SourceGuest;

/**
 * The main class of a process that is to be ended while it applies: its appliance never starts, and heeds only being
 * cancelled, as libguestfs does.
 */
final class EndedProcess {
  private EndedProcess() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    System.exit(Main.run(
        new String[] {"apply", "web1.xml", "--no-define", "--state-dir", SourceGuest.STATE},
        new Shell(folder, new ByteArrayInputStream(new byte[0]), System.out, System.err, false, false, false),
        (options, listener) -> new NeverLaunched(options, folder), uri -> {
          throw new IllegalStateException("nothing is defined");
        }));
  }

  private record NeverLaunched(ApplianceOptions options, Path folder) implements Appliances {
    @Override
    public GuestDisks openReadOnly(List<DiskImage> images) {
      throw new IllegalStateException("apply opens overlays alone");
    }

    @Override
    public WritableGuestDisks openWritable(List<DiskImage> overlays) {
      try {
        Files.createFile(folder.resolve("launching"));
        boolean cancelled = false;
        while (!cancelled) {
          try {
            Thread.sleep(10);
          } catch (InterruptedException e) {
            // A native call does not end by that.
          }
          cancelled = options.cancellation().isCancelled();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      throw new GuestDisksException(GuestDisksException.Reason.CANCELLED, "cancelled", null);
    }
  }
}
