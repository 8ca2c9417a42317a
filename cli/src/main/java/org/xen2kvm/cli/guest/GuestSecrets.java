package org.xen2kvm.cli.guest;

import java.util.regex.Pattern;
import org.xen2kvm.cli.secret.SecretMask;

/**
 * Puts {@value SecretMask#MASK} in the place of passwords in a guest's configuration that a diff shows: {@code psk=…} of a
 * network connection, {@code password --md5 …} of a boot menu. It goes by the word before, and rather hides too much.
 * Stateless.
 */
final class GuestSecrets {
  /** A line: its begin and the word that tells, then what separates it from the secret. */
  private static final Pattern SECRET = Pattern.compile(
      "(?im)^([-+ ]?[^\\n]{0,200}?\\b\\w{0,40}(?:password|passwd|passphrase|secret|psk|private[-_]?key)\\w{0,40}[\"']?"
          + "[ \\t]{0,8}(?:[=: ]|--md5 |--encrypted )[ \\t]{0,8})(?=\\S)[^\\n]{1,4096}$");

  private GuestSecrets() {}

  static String mask(String text) {
    return SECRET.matcher(text).replaceAll("$1" + SecretMask.MASK);
  }
}
