package org.xen2kvm.guestfix.bootloader;

import java.util.List;
import java.util.Optional;

/** The text of a menu for GRUB 2, for guests that have none: every word quoted as GRUB's script needs it. */
public final class Grub2MenuText {
  private Grub2MenuText() {}

  /**
   * Returns a configuration for some entries, of which the first is started by itself.
   *
   * @param entries what it offers; paths as seen from the top of their filesystem
   * @param bootUuid the UUID of the filesystem with the kernels; empty when it is the one with GRUB's files
   * @param serial whether the menu is shown on the serial port, too
   */
  public static String of(List<BootEntry> entries, Optional<String> bootUuid, boolean serial) {
    StringBuilder text = new StringBuilder("set default=0\nset timeout=5\n");
    if (serial) {
      text.append("serial --unit=0 --speed=115200\nterminal_input serial console\nterminal_output serial console\n");
    }
    bootUuid.ifPresent(uuid ->
        text.append("search --no-floppy --fs-uuid --set=root ").append(GrubWords.quoted(uuid)).append('\n'));
    for (BootEntry entry : entries) {
      text.append("menuentry ").append(GrubWords.quoted(entry.title())).append(" {\n").append(body(entry)).append("}\n");
    }
    return text.toString();
  }

  /** Returns the lines that start an entry's kernel. */
  static String body(BootEntry entry) {
    StringBuilder body = new StringBuilder("\tlinux ").append(GrubWords.quoted(entry.kernel()));
    KernelCommandLine.parse(entry.cmdline()).parameters()
        .forEach(parameter -> body.append(' ').append(GrubWords.quoted(parameter.text())));
    if (!entry.initrds().isEmpty()) {
      body.append("\n\tinitrd");
      entry.initrds().forEach(path -> body.append(' ').append(GrubWords.quoted(path)));
    }
    return body.append('\n').toString();
  }
}
