package org.xen2kvm.migration.batch;

import java.nio.charset.StandardCharsets;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.file.Sha256;

/**
 * What decides which shard an input belongs to: the UUID of its domain, as 32 small hexadecimal digits in groups; the name of one
 * without a UUID; the SHA-256 of a text that is no definition; the name of a file of which no text is read. The place of an input and
 * the others beside it do not matter, and neither does what a policy makes of the definition. Immutable.
 *
 * @param text the key itself
 */
public record ShardKey(String text) {
  /** So many digits are a number below 2^60, which shells calculate with as well. */
  private static final int DIGITS = 15;

  /** Returns the key of a text that was read, and of what the converter has read in it. */
  public static ShardKey of(ConversionResult result) {
    Element root = root(result.definition());
    String uuid = root == null ? "" : DomainTraits.uuid(text(root, "uuid"));
    String name = root == null ? "" : text(root, "name");
    return !uuid.isEmpty() ? new ShardKey(uuid) : !name.isEmpty() ? new ShardKey(name) : new ShardKey(
        Sha256.of(result.source().getBytes(StandardCharsets.UTF_8)));
  }

  private static @Nullable Element root(String definition) {
    try {
      return DomainParser.parse(definition).root();
    } catch (DomainSyntaxException e) {
      return null;
    }
  }

  private static String text(Element root, String child) {
    Element found = root.getChild(child);
    return found == null ? "" : found.getTextTrim();
  }

  /** Returns the key of what has no text, by the last part of its path. */
  public static ShardKey ofFile(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return new ShardKey(path.substring(path.lastIndexOf('/', end - 2) + 1, end));
  }

  /**
   * Returns the number that the shards' count divides: the first 15 hexadecimal digits of the key's SHA-256. It is the same in every
   * version of this program, and {@code printf %s KEY | sha256sum} tells it.
   */
  long number() {
    String digest = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    return Long.parseLong(digest.substring(0, DIGITS), 16);
  }
}
