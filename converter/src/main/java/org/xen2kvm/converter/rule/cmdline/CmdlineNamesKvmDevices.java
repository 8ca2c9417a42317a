package org.xen2kvm.converter.rule.cmdline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdom2.Element;
import org.xen2kvm.converter.policy.Policy.ConsoleChoice;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Gives disks and console on a kernel command line the names that they have under KVM. */
final class CmdlineNamesKvmDevices implements Rule {
  private static final DomainPath CMDLINE = DomainPath.of("/domain/os[kernel[normalize-space()]]/cmdline[not(*)]");
  private static final DomainPath GRAPHICS = DomainPath.of("/domain/devices/graphics");

  /** A whole disk or partition by its plain name; links below /dev/disk and /dev/mapper do not match. */
  private static final Pattern DEVICE_FILE =
      Pattern.compile("/dev/((?:xvd|sd|hd)[a-z]{1,3}[0-9]{0,3})(?![A-Za-z0-9_/-])");

  /** Keys whose value may be a device without /dev/. */
  private static final Set<String> DEVICE_KEYS = Set.of("root", "resume", "disk", "real_root");

  private static final Pattern BARE_DEVICE = Pattern.compile("(?<==\"?)(?:xvd|sd|hd)[a-z]{1,3}[0-9]{0,3}(?=\"?$)");

  private static final Pattern XEN_CONSOLE = Pattern.compile("(hvc|xvc)[0-9]?");

  /** Parameters that only a kernel under Xen knows. */
  private static final Set<String> XEN_KEYS =
      Set.of("xencons", "xen_scrub_pages", "independent_wallclock", "xen_emul_unplug");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "cmdline-device-names",
      Phase.OS,
      "Uses KVM's device names on the kernel command line",
      """
      With a kernel of the host, the definition itself says where the root file system and the console are. Under KVM \
      root=/dev/xvda1 ends in "ALERT! /dev/xvda1 does not exist. Dropping to a shell!", and with console=hvc0 alone \
      not one byte reaches the console.

      Every /dev/xvdXN, /dev/sdXN and /dev/hdXN on the line that names a disk of the definition gets the name under \
      which the guest will see it; old paravirtual guests say sda1 for a disk whose target is xvda. An image that Xen \
      presented as a partition (target xvda2) is a whole disk now, so its name has no number. UUID=, LABEL=, \
      /dev/mapper and LVM names stay. console=hvc0, xvc0 and, in a paravirtual guest, tty become ttyS0 (or go, with \
      console: none in the policy). Under Xen a paravirtual kernel found its console unasked; where the line names \
      none and the domain has no graphics, console=ttyS0 is added. Parameters that only Xen kernels know (xencons, \
      xen_scrub_pages, independent_wallclock, xen_emul_unplug, clocksource=xen, earlyprintk=xen) go. What follows a \
      lone -- is init's and stays.

      The files inside the guest (fstab, GRUB's configuration, getty) are not in the definition; they are fixed in \
      the guest.
      """,
      "SUSE guide, step G4 does the same inside the guest",
      "Linux, admin-guide: kernel-parameters",
      "measured: Debian 12's kernel with the old names");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element cmdline : domain.select(CMDLINE)) {
      KernelCommandLine line = KernelCommandLine.of(cmdline.getText());
      Words words = new Words(context, line);
      KernelCommandLine changed = line.map(words::change);
      if (words.needsConsole(domain)) {
        changed = changed.append("console=ttyS0");
      }
      domain.setText(cmdline, changed.toString(), words.reason());
      for (String device : words.unknown) {
        context.warn(
            cmdline,
            "The kernel command line names " + device + ", and it is not certain which disk that is now",
            "Correct the name by hand; a virtio disk is /dev/vdX, and UUID= does not depend on names.");
      }
    }
  }

  /** Changes the words of one line and remembers what kinds of change there were. */
  private static final class Words {
    private final RuleContext context;
    private final KernelCommandLine line;
    private final GuestDiskNames names;
    private final List<String> unknown = new ArrayList<>();
    private boolean console;
    private boolean renamed;
    private boolean dropped;

    Words(RuleContext context, KernelCommandLine line) {
      this.context = context;
      this.line = line;
      this.names = new GuestDiskNames(context.disks());
      this.console = line.kernelWords().contains("console=ttyS0");
    }

    Optional<String> change(String word) {
      String key = KernelCommandLine.key(word);
      if (isXenParameter(key, KernelCommandLine.value(word))) {
        dropped = true;
        return Optional.empty();
      }
      if (key.equals("console")) {
        return console(word);
      }
      String changed = rename(DEVICE_FILE, word, 1);
      return Optional.of(DEVICE_KEYS.contains(key) ? rename(BARE_DEVICE, changed, 0) : changed);
    }

    private static boolean isXenParameter(String key, String value) {
      return XEN_KEYS.contains(key)
          || (key.equals("clocksource") && value.equals("xen"))
          || (key.equals("earlyprintk") && (value.equals("xen") || value.startsWith("hvc")));
    }

    private Optional<String> console(String word) {
      String value = KernelCommandLine.value(word);
      int comma = value.indexOf(',');
      String device = comma < 0 ? value : value.substring(0, comma);
      boolean paravirtualTerminal = device.equals("tty") && context.kind().hasOnlyXenDevices();
      if (!paravirtualTerminal && !XEN_CONSOLE.matcher(device).matches()) {
        return Optional.of(word);
      }
      renamed = true;
      if (console || context.policy().hardware().console() == ConsoleChoice.NONE) {
        return Optional.empty();
      }
      console = true;
      return Optional.of("console=ttyS0");
    }

    private String rename(Pattern pattern, String word, int group) {
      Matcher matcher = pattern.matcher(word);
      StringBuilder out = new StringBuilder();
      int at = 0;
      while (matcher.find()) {
        String before = matcher.group(group);
        GuestDiskNames.Answer answer = names.of(before);
        if (answer.doubtful()) {
          unknown.add(matcher.group());
        }
        renamed |= !answer.name().equals(before);
        out.append(word, at, matcher.start(group)).append(answer.name());
        at = matcher.end(group);
      }
      return out.append(word, at, word.length()).toString();
    }

    /** Under Xen a PV kernel takes hvc0 unasked; on a PC it takes the screen, and without graphics nobody sees it. */
    boolean needsConsole(DomainEditor domain) {
      return context.kind().hasOnlyXenDevices()
          && context.policy().hardware().console() == ConsoleChoice.SERIAL
          && !line.has("console")
          && !domain.has(GRAPHICS);
    }

    String reason() {
      if (renamed) {
        return "Disks and console have other names under KVM";
      }
      return dropped
          ? "These parameters are known to kernels under Xen only"
          : "A paravirtual kernel finds its console unasked under Xen, but not the serial port under KVM";
    }
  }
}
