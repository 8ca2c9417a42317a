package org.xen2kvm.converter.xl.device;

import java.util.List;
import org.jdom2.Element;

/**
 * What one device's specification says in libvirt's words.
 *
 * @param devices the elements for {@code <devices>}, without parents; none when the specification is wrong
 * @param remarks what a person should know, in the order of the text
 */
public record DeviceReading(List<Element> devices, List<Remark> remarks) {
  public DeviceReading {
    devices = List.copyOf(devices);
    remarks = List.copyOf(remarks);
  }
}
