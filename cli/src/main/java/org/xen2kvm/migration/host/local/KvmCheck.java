package org.xen2kvm.migration.host.local;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xen2kvm.migration.failure.ShellWord;
import org.xen2kvm.migration.host.local.BootTrial.Accelerator;
import org.xen2kvm.migration.host.report.HostFinding;

/**
 * Whether guests run on the processor of this machine, or at least under emulation; both tried.
 *
 * @param domainType what guests can be here: {@code kvm} or {@code qemu}; empty when that could not be tried, or none runs
 * @param findings what to tell
 */
public record KvmCheck(Optional<String> domainType, List<HostFinding> findings) {
  private static final String KVM = "kvm";
  private static final String EMULATION = "emulation";
  private static final String DEVICE = "/dev/kvm";
  private static final String WHY_KVM =
      "Without KVM a guest runs under emulation, ten times slower and more, and a domain of type kvm does not start";
  private static final String WHY_EMULATION =
      "Emulation is what is left where KVM does not work, and that it starts a guest shows that QEMU and its BIOS are whole";
  private static final Pattern FLAGS = Pattern.compile("(?m)^flags\\s*:(.*)$");

  /** What is known of KVM before it is tried. */
  enum Device { ABSENT, CLOSED, OPEN }

  /**
   * What the processor says.
   *
   * @param module the kernel's module for it, {@code kvm_intel} or {@code kvm_amd}; empty when it cannot virtualise
   * @param nested whether this machine is itself a guest
   */
  record Processor(String module, boolean nested) {
    static Processor of(String cpuinfo) {
      String flags = FLAGS.matcher(cpuinfo).results().findFirst().map(match -> match.group(1) + " ").orElse("");
      String module = flags.contains(" vmx ") ? "kvm_intel" : flags.contains(" svm ") ? "kvm_amd" : "";
      return new Processor(module, flags.contains(" hypervisor "));
    }
  }

  /**
   * Tries both.
   *
   * @param othersRun whether QEMU will run as another user than the one who asks, for whom KVM may be open
   */
  public static KvmCheck of(LocalHost host, String emulator, String machine, boolean othersRun) {
    Device device = !host.exists(DEVICE) ? Device.ABSENT : host.isOpen(DEVICE) ? Device.OPEN : Device.CLOSED;
    BootTrial kvm = device == Device.OPEN
        ? BootTrial.of(host, emulator, machine, Accelerator.KVM) : new BootTrial(false, "");
    BootTrial emulation = BootTrial.of(host, emulator, machine, Accelerator.TCG);
    return decide(
        device, Processor.of(host.read("/proc/cpuinfo").orElse("")), kvm, emulation, othersRun && !host.isRoot(), host.user());
  }

  /** Returns what the trials come to. */
  static KvmCheck decide(
      Device device, Processor processor, BootTrial kvm, BootTrial emulation, boolean othersRun, String user) {
    HostFinding second = emulation.works()
        ? HostFinding.ok(EMULATION, "QEMU starts a guest under emulation (domain type qemu)", WHY_EMULATION)
        : HostFinding.error(EMULATION, "QEMU does not even start a guest under emulation: " + emulation.told(),
            WHY_EMULATION, "");
    Optional<String> emulated = emulation.works() ? Optional.of("qemu") : Optional.empty();
    if (kvm.works()) {
      HostFinding first = HostFinding.ok(KVM, "KVM runs a guest with the processor of the host", WHY_KVM);
      return new KvmCheck(Optional.of("kvm"), List.of(first, second));
    }
    return switch (device) {
      case OPEN -> new KvmCheck(emulated, List.of(HostFinding.warning(
          KVM, DEVICE + " is there, but KVM does not run a guest with the processor of the host: " + kvm.told(), WHY_KVM,
          processor.nested()
              ? "On the hypervisor that runs this machine, give it the host's processor with nested virtualisation"
                  + " (virsh edit: <cpu mode='host-passthrough'/>)"
              : "dmesg | grep -i kvm"), second));
      case CLOSED -> new KvmCheck(othersRun ? Optional.empty() : emulated, List.of(new HostFinding(
          KVM, othersRun ? HostFinding.Level.NOTE : HostFinding.Level.WARNING,
          DEVICE + " is not open to " + user + (othersRun ? ": whether KVM runs a guest was not tried" : ""), WHY_KVM,
          "usermod -aG kvm " + ShellWord.of(user)), second));
      case ABSENT -> new KvmCheck(emulated, List.of(HostFinding.warning(
          KVM, DEVICE + " does not exist" + (processor.module().isEmpty() ? ", and the processor offers no virtualisation" : ""),
          WHY_KVM,
          !processor.module().isEmpty() ? "modprobe " + processor.module()
              : processor.nested()
                  ? "On the hypervisor that runs this machine, give it the host's processor with nested virtualisation"
                      + " (virsh edit: <cpu mode='host-passthrough'/>)"
                  : "Switch on VT-x or AMD-V (SVM) in the firmware's setup"), second));
    };
  }
}
