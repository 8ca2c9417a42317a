package org.xen2kvm.migration.host.local;

import java.util.List;
import java.util.Optional;
import org.xen2kvm.migration.host.report.HostFinding;

/** Whether the virtio drivers for Windows lie here. Stateless. */
public final class VirtioWinCheck {
  private static final String ID = "virtio-win";
  private static final String WHY = "A Windows guest brings no virtio drivers; until they are in it, it needs SATA disks"
      + " and e1000 cards, which are slower";

  /** Where packages and people put them. */
  private static final List<String> PLACES = List.of(
      "/usr/share/virtio-win/virtio-win.iso", "/usr/share/virtio-win", "/var/lib/libvirt/images/virtio-win.iso");

  private VirtioWinCheck() {}

  /** Returns what was found. */
  public static HostFinding of(LocalHost host, Distribution distribution) {
    Optional<String> place = PLACES.stream().filter(host::exists).findFirst();
    return place.isPresent()
        ? HostFinding.ok(ID, "The virtio drivers for Windows are in " + place.get(), WHY)
        : HostFinding.note(ID, "The virtio drivers for Windows are not here; only Windows guests need them", WHY,
            switch (distribution) {
              case DNF, ZYPPER -> distribution.install("", "virtio-win", "virtio-win");
              case APT, UNKNOWN -> "curl -LO https://fedorapeople.org/groups/virt/virtio-win/direct-downloads/stable-virtio/"
                  + "virtio-win.iso";
            });
  }
}
