package org.xen2kvm.guestfix.fix.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.guestfix.device.DeviceMap.Target;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fix.system.LvmConfigStrings.Setting;
import org.xen2kvm.guestfix.fix.system.LvmConfigStrings.Text;
import org.xen2kvm.guestfix.fs.GuestPath;

/** Lets LVM's filter accept the guest's disks under their names of KVM where it accepts those of Xen. */
final class LvmFilter implements Fix {
  private static final List<String> FILES = List.of("/etc/lvm/lvm.conf", "/etc/lvm/lvmlocal.conf");
  private static final Set<String> FILTERS = Set.of("filter", "global_filter");
  private static final int MOST_PATTERNS = 200;

  @Override
  public FixDescriptor descriptor() {
    return FixDescriptor.of("lvm-filter", "Lets LVM look at disks that are named as under KVM",
        """
        A filter that accepts /dev/xvd and rejects the rest hides every physical volume under KVM. Behind each pattern that \
        speaks of Xen's disks the same one for KVM's is put, so that the order of patterns, on which their meaning depends, \
        stays; the old patterns match nothing and stay. Patterns that reject a whole kind of disks are not repeated: they hide \
        a second name of the same disks. preferred_names and everything else is left alone.""",
        "lvm.conf(5): filter, global_filter");
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    for (String file : FILES) {
      GuestPath path = GuestPath.of(file);
      guest.edit(path, text -> edited(text, context),
          "The filter accepts Xen's names of disks, and LVM has to find its volumes under those of KVM");
      guest.text(path).ifPresent(text -> sayWhatHides(path, text, context));
    }
  }

  private static String edited(String text, FixContext context) {
    StringBuilder result = new StringBuilder();
    int from = 0;
    for (Setting setting : LvmConfigStrings.of(text, FILTERS)) {
      boolean opened = setting.array();
      List<String> written = new ArrayList<>(setting.strings().stream().limit(MOST_PATTERNS).map(Text::value).toList());
      for (Text string : setting.strings().stream().limit(MOST_PATTERNS).toList()) {
        Optional<String> added = translated(string.value(), context).filter(pattern -> !written.contains(pattern));
        if (added.isEmpty()) {
          continue;
        }
        written.add(added.get());
        String before = opened ? "" : "[ ";
        String after = opened ? "" : " ]";
        result.append(text, from, string.from()).append(before).append(text, string.from(), string.to())
            .append(", ").append(string.quote()).append(added.get()).append(string.quote()).append(after);
        from = string.to();
      }
    }
    return result.append(text.substring(from)).toString();
  }

  private static Optional<String> translated(String written, FixContext context) {
    return LvmFilterPattern.of(written).flatMap(pattern -> pattern.translated(new KvmNaming(pattern.accepts(), context)));
  }

  /** The guest's one map of disks, asked for a filter. */
  private record KvmNaming(boolean accepts, FixContext context) implements LvmFilterPattern.Naming {
    @Override
    public Optional<String> ofDisk(String xenName) {
      // A disk that the guest uses can only be rejected under one of its two names, not under the new one.
      return context.hardware().disks().find(xenName).filter(target -> accepts || !holdsPhysicalVolume(target))
          .map(Target::kvmName);
    }

    private boolean holdsPhysicalVolume(Target target) {
      return context.inspection().volumes().stream().anyMatch(volume -> isPhysicalVolume(volume)
          && volume.disk() == target.disk().index()
          && (target.partition() == 0 || volume.partition() == target.partition()));
    }

    @Override
    public Optional<String> ofAll(String xenKind) {
      List<String> kinds = context.hardware().disks().disks().stream()
          .map(disk -> disk.kvmName().startsWith("vd") ? "vd" : "sd").distinct().toList();
      // Of two kinds both are meant.
      return kinds.isEmpty() ? Optional.empty() : Optional.of(kinds.size() == 1 ? kinds.get(0) : "[sv]d");
    }
  }

  private static boolean isPhysicalVolume(Volume volume) {
    return volume.type().equals("LVM2_member");
  }

  // ---- what no edit can decide

  private static void sayWhatHides(GuestPath file, String text, FixContext context) {
    boolean onDisks = context.inspection().volumes().stream().anyMatch(volume -> isPhysicalVolume(volume) && volume.disk() >= 0);
    if (!onDisks) {
      return;
    }
    for (Setting setting : LvmConfigStrings.of(text, FILTERS).stream().limit(MOST_PATTERNS).toList()) {
      if (rejectsUnnamed(setting.strings())) {
        context.warn(file + ":" + setting.line(), "LVM's " + setting.name() + " may hide the guest's physical volumes under KVM",
            "Let it accept /dev/vd: no pattern of it speaks of the names that the disks have under KVM.");
        return;
      }
    }
  }

  private static boolean rejectsUnnamed(List<Text> strings) {
    for (Text string : strings.stream().limit(MOST_PATTERNS).toList()) {
      Optional<LvmFilterPattern> pattern = LvmFilterPattern.of(string.value());
      if (pattern.isPresent() && pattern.get().matchesAll()) {
        return !pattern.get().accepts();
      }
      boolean accepted = pattern.isPresent() && pattern.get().accepts()
          && (pattern.get().speaksOf("vd") || pattern.get().speaksOf("sd") || pattern.get().speaksOf("[sv]d")
          || pattern.get().expression().contains("lvm-pv-uuid"));
      if (accepted) {
        return false;
      }
    }
    return false;
  }
}
