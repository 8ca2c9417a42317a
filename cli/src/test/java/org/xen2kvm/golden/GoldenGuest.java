package org.xen2kvm.golden;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xen2kvm.guestfix.device.KvmHardware;
import org.xen2kvm.guestfix.device.KvmHardware.Firmware;
import org.xen2kvm.guestfix.device.KvmHardware.Nic;
import org.xen2kvm.guestfix.disk.FakeGuestDisks;
import org.xen2kvm.guestfix.disk.GuestDisks;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fix.FixCatalog;
import org.xen2kvm.guestfix.fix.FixOptions;
import org.xen2kvm.guestfix.fs.DirectoryFilesystem;
import org.xen2kvm.guestfix.inspect.GuestInspection;
import org.xen2kvm.guestfix.inspect.GuestInspector;
import org.xen2kvm.guestfix.inspect.GuestTree;
import org.xen2kvm.guestfix.inspect.GuestTrees;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.guestfix.plan.FixPlan;
import org.xen2kvm.migration.GuestDescription;
import org.xen2kvm.migration.PlanText;

/**
 * A made-up guest of one distribution, inspected and planned as a paravirtual one with one disk and one interface.
 *
 * @param name the distribution
 * @param description what inspection says
 * @param plan what all fixes plan
 */
record GoldenGuest(String name, List<String> description, FixPlan plan) {
  private static final Path PLANS = GoldenCase.ROOT.resolve("testdata/fixes");

  static Stream<GoldenGuest> all() {
    return GuestTrees.all().keySet().stream().map(GoldenGuest::of);
  }

  private static GoldenGuest of(String name) {
    KvmHardware hardware = new KvmHardware(
        GuestTrees.names(), List.of(new Nic("00:16:3e:00:00:01", true)), Optional.of("ttyS0"), Firmware.BIOS, false, true);
    try (GuestDisks disks = disks(name)) {
      GuestInspection inspection = GuestInspector.inspect(disks, GuestTrees.names(), KeyRing.empty());
      FixPlan plan = FixCatalog.builtIn().plan(disks.files(), inspection, hardware, FixOptions.defaults());
      return new GoldenGuest(name, GuestDescription.of(inspection), plan);
    }
  }

  private static FakeGuestDisks disks(String name) {
    GuestTree tree = GuestTrees.all().get(name).get();
    if (!name.equals("sles15")) {
      return GuestTrees.disks(tree, "ext4");
    }
    Volume root = GuestTrees.root("btrfs");
    return GuestTrees.disks(tree, "btrfs")
        .subvolume(root, "@/var", DirectoryFilesystem.inMemory())
        .subvolume(root, "@/boot/grub2/i386-pc", DirectoryFilesystem.inMemory());
  }

  /** The file that holds what is expected. */
  Path file() {
    return PLANS.resolve(name + ".plan");
  }

  /** What a person is shown. */
  String text() {
    StringBuilder out = new StringBuilder();
    description.forEach(line -> out.append("# ").append(line).append('\n'));
    out.append('\n').append(PlanText.findings(name, plan.findings())).append('\n').append(PlanText.actions(plan.actions()));
    plan.directBoot().ifPresent(boot -> out.append("# ").append(boot.reason().text()).append(" [").append(boot.reason().fix())
        .append("]\nstarted by the host: ").append(boot.kernel()).append(' ')
        .append(boot.initramfs().map(Object::toString).orElse("")).append(' ').append(boot.cmdline()).append('\n'));
    return out.toString();
  }
}
