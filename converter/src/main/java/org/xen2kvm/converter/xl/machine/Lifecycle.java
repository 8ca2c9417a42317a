package org.xen2kvm.converter.xl.machine;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;

/**
 * What happens when the guest switches itself off, reboots or crashes. The defaults are xl's: libvirt's own reader restarts a
 * crashed guest, which xl destroys.
 */
final class Lifecycle implements Part {
  /** xl.cfg(5), on_poweroff. What QEMU makes of them is the rule lifecycle's business. */
  private static final Set<String> ACTIONS = Set.of(
      "destroy", "restart", "rename-restart", "preserve", "coredump-destroy", "coredump-restart");

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    event("on_poweroff", "destroy", settings, sketch);
    event("on_reboot", "restart", settings, sketch);
    event("on_crash", "destroy", settings, sketch);
  }

  private static void event(String key, String otherwise, Settings settings, DomainSketch sketch) {
    @Nullable Given given = settings.one(key);
    String action = given == null ? "" : given.trimmed();
    if (given != null && ACTIONS.contains(action)) {
      sketch.say(key, action, given);
      return;
    }
    sketch.at(key).setText(otherwise);
    // xl has one more, soft-reset: the guest's kernel starts another one under the same Xen, as for kdump.
    if (given != null) {
      sketch.warnOfValue(given.value().place(),
          "'" + key + "' has no action '" + DomainSketch.shown(action) + "' that libvirt knows; it counts as not given",
          "Choose one of destroy, restart and preserve for the result.");
    }
  }
}
