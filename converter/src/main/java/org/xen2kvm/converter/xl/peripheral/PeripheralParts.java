package org.xen2kvm.converter.xl.peripheral;

import java.util.List;
import org.xen2kvm.converter.xl.sketch.Part;

/** The families of this package, in the order in which they are read. */
public final class PeripheralParts {
  private PeripheralParts() {}

  public static List<Part> inOrder() {
    return List.of(
        new DisksAndNics(),
        new Displays(),
        new SpiceDisplay(),
        new VideoCard(),
        new Ports(),
        new Channels(),
        new UsbDevices(),
        new PciDevices(),
        new SoundCards(),
        new SharedFolders(),
        new ImpliedDevices());
  }
}
