package org.xen2kvm.cli.guest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.cli.secret.SecretMask;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Finding;

/**
 * Puts {@value SecretMask#MASK} in the place of passwords in what is told of a guest: besides what {@link SecretMask} knows, in its
 * configuration {@code psk=…} of a network connection, {@code password --md5 …} of a boot menu, and hashes of passwords. It goes by
 * the word before, and rather hides too much. Immutable.
 *
 * @param shown whether secrets are shown instead
 */
record GuestSecrets(boolean shown) {
  /** A line: its begin and the word that tells, then what separates it from the secret. */
  private static final Pattern SECRET = Pattern.compile(
      "(?im)^([-+ ]?[^\\n]{0,200}?\\b\\w{0,40}(?:password|passwd|passphrase|secret|psk|private[-_]?key)\\w{0,40}[\"']?"
          + "[ \\t]{0,8}(?:[=: ]|--md5 |--encrypted )[ \\t]{0,8})(?=\\S)[^\\n]{1,4096}$");

  /** What GRUB and crypt(3) make of a password, and what follows GRUB's option for it. */
  private static final Pattern HASH = Pattern.compile(
      "(--md5 |--encrypted )\\S{1,4096}|()(?:grub\\.pbkdf2\\.|\\$(?:1|2[abxy]?|5|6|7|y|gy)\\$)[^\\s'\"<>]{1,4096}");

  /** Returns lines of a guest's files, such as a diff, without secrets. */
  String configuration(String text) {
    return shown ? text : sentence(SECRET.matcher(text).replaceAll("$1" + SecretMask.MASK));
  }

  /** Returns a message, a path or a kernel's command line without secrets; words such as "password" in it are none. */
  String sentence(String text) {
    return shown ? text : HASH.matcher(SecretMask.mask(text)).replaceAll(found ->
        (found.group(1) == null ? "" : found.group(1)) + Matcher.quoteReplacement(SecretMask.MASK));
  }

  /** Returns a definition without secrets. */
  String definition(String text) {
    return shown ? text : SecretMask.mask(text);
  }

  Finding finding(Finding finding) {
    return shown ? finding : SecretMask.mask(finding);
  }

  Change change(Change change) {
    return shown ? change : SecretMask.mask(change);
  }
}
