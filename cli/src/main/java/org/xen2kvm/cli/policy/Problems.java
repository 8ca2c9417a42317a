package org.xen2kvm.cli.policy;

import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.cli.policy.PolicyException.Problem;

/** What is found wrong with one document, in the order in which it is found; no more than anybody reads. */
final class Problems {
  private final YamlDocument document;
  private final List<Problem> found = new ArrayList<>();

  Problems(YamlDocument document) {
    this.document = document;
  }

  /** Adds a problem with the value at a place. */
  void add(Location where, String message) {
    add(document.problem(where, message));
  }

  /** Adds a problem with a key of the map at a place. */
  void addToKey(Location map, String key, String message) {
    add(document.keyProblem(map, key, message));
  }

  int count() {
    return found.size();
  }

  /** Refuses the document when anything is wrong with it. */
  void throwIfAny() throws PolicyException {
    if (!found.isEmpty()) {
      throw new PolicyException(found);
    }
  }

  private void add(Problem problem) {
    if (found.size() < PolicyException.MOST) {
      found.add(problem);
    }
  }
}
