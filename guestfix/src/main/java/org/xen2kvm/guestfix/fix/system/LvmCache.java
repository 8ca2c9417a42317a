package org.xen2kvm.guestfix.fix.system;

import java.util.List;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;

/** Removes LVM's remembered list of devices where it names Xen's, so that LVM looks for its volumes anew. */
final class LvmCache implements Fix {
  private static final List<String> FILES = List.of("/etc/lvm/cache/.cache", "/etc/lvm/.cache");
  private static final Pattern XEN_DEVICE = Pattern.compile("/dev/(?:xvd|sd|hd)[a-z]|xen-vbd");

  @Override
  public FixDescriptor descriptor() {
    return FixDescriptor.of("lvm-cache", "Lets LVM look for its volumes anew",
        """
        Old versions of LVM remember in /etc/lvm/cache/.cache which devices passed their filter, and look at no other. With \
        Xen's names there no volume group is found under KVM. LVM writes the file again by itself. The filter is lvm-filter's.""",
        "lvm.conf(5): cache_dir, write_cache_state");
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    for (String file : FILES) {
      GuestPath path = GuestPath.of(file);
      if (guest.text(path).filter(text -> XEN_DEVICE.matcher(text).find()).isPresent()) {
        guest.remove(path, "LVM would look only at the devices that it remembers, which do not exist under KVM");
      }
    }
  }
}
