package org.xen2kvm.cli.policy;

import java.util.List;
import org.xen2kvm.cli.policy.PolicyException.Problem;
import org.xen2kvm.converter.policy.Policy;

/**
 * Reads policy files: YAML or JSON, held against {@code schemas/policy.schema.json} and then against what only the
 * program knows: its rules, and whether expressions and templates can work. Safe for use by several threads.
 */
public final class PolicyReader {
  /** Longest policy that is read, in characters; a caller need not load more than this and one. */
  public static final int MAX_LENGTH = YamlDocument.MAX_LENGTH;

  private PolicyReader() {}

  /**
   * Returns the policy of a file's text.
   *
   * @param fileName the name of the file, for messages
   * @throws PolicyException when it is no policy, with all that is wrong with it and the lines
   */
  public static Policy read(String text, String fileName) throws PolicyException {
    return readBuilder(text, fileName).build();
  }

  /**
   * Returns the policy of a file's text as a builder, so that options of the command line can go on top of it.
   *
   * @param fileName the name of the file, for messages
   * @throws PolicyException when it is no policy, with all that is wrong with it and the lines
   */
  public static Policy.Builder readBuilder(String text, String fileName) throws PolicyException {
    YamlDocument document = YamlDocument.parse(text, fileName, "policy", "{}");
    List<Problem> problems = SchemaCheck.of("policy.schema.json").problems(document);
    if (!problems.isEmpty()) {
      throw new PolicyException(problems);
    }
    return new PolicyAssembly(document).builder();
  }
}
