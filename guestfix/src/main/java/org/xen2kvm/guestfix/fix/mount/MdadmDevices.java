package org.xen2kvm.guestfix.fix.mount;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.FixDescriptor;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.text.TextLines;
import org.xen2kvm.guestfix.text.TextLines.Line;

/** Lets mdadm look for the members of an array on the disks that are there under KVM. */
final class MdadmDevices implements Fix {
  private static final List<String> FILES = List.of("/etc/mdadm/mdadm.conf", "/etc/mdadm.conf");

  @Override
  public FixDescriptor descriptor() {
    return FixDescriptor.of("mdadm-devices", "Looks for members of arrays under the names of KVM",
        """
        A DEVICE line of mdadm.conf with names of Xen's, or devices= of an ARRAY line, keeps mdadm from looking at any other \
        disk, so no array comes up. Names of the guest's disks become those under KVM. A pattern such as /dev/xvd* becomes \
        partitions, mdadm's word for all that the kernel knows and its default. UUID= of an ARRAY line stays: it is what finds \
        the array.""",
        "mdadm.conf(5): DEVICE, ARRAY");
  }

  @Override
  public void plan(GuestEditor guest, FixContext context) {
    KvmDevices devices = new KvmDevices(context);
    for (String file : FILES) {
      guest.edit(GuestPath.of(file), text -> new Reading(devices).edited(text),
          "mdadm would look for members of arrays on Xen's names of disks only, which do not exist under KVM");
    }
  }

  /** One reading of a file; a line that starts with a blank continues the one before. */
  private static final class Reading {
    private final KvmDevices devices;
    private String keyword = "";

    Reading(KvmDevices devices) {
      this.devices = devices;
    }

    String edited(String text) {
      return TextLines.map(text, line -> Optional.of(edited(line)));
    }

    private String edited(Line line) {
      String text = line.text();
      if (line.isBlankOrComment()) {
        return text;
      }
      if (!Character.isWhitespace(text.charAt(0))) {
        keyword = text.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
      }
      if (!text.contains("/dev/") || !(isAbout("device") || isAbout("array"))) {
        return text;
      }
      return words(text);
    }

    /** mdadm takes three letters and more of a keyword. */
    private boolean isAbout(String full) {
      return keyword.length() >= 3 && full.startsWith(keyword);
    }

    private String words(String text) {
      StringBuilder result = new StringBuilder();
      boolean all = false;
      int gap = 0;
      int at = 0;
      for (String piece : pieces(text)) {
        if (piece.startsWith("#")) {
          return result.append(text.substring(at)).toString();
        }
        at += piece.length();
        String word = word(piece);
        boolean repeated = word.equals("partitions") && all;
        all |= word.equals("partitions");
        if (repeated) {
          result.setLength(result.length() - gap);
        } else {
          result.append(word);
        }
        gap = word.isBlank() ? word.length() : 0;
      }
      return result.toString();
    }

    /** The words and the blanks between them. */
    private static List<String> pieces(String text) {
      List<String> pieces = new ArrayList<>();
      int from = 0;
      for (int i = 1; i <= text.length(); i++) {
        boolean ends = i == text.length()
            || Character.isWhitespace(text.charAt(i)) != Character.isWhitespace(text.charAt(i - 1));
        if (ends) {
          pieces.add(text.substring(from, i));
          from = i;
        }
      }
      return pieces;
    }

    private String word(String word) {
      if (isAbout("device")) {
        // Xen's patterns; those of sd may mean disks that the guest has over the network.
        boolean pattern = word.startsWith("/dev/xvd")
            && (word.indexOf('*') > 0 || word.indexOf('[') > 0 || word.indexOf('?') > 0);
        return pattern ? "partitions" : devices.kernelName(word).orElse(word);
      }
      if (!word.startsWith("devices=")) {
        return word;
      }
      String[] names = word.substring("devices=".length()).split(",", -1);
      for (int i = 0; i < names.length; i++) {
        names[i] = devices.kernelName(names[i]).orElse(names[i]);
      }
      return "devices=" + String.join(",", names);
    }
  }
}
