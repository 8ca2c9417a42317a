package org.xen2kvm.cli.batch;

import java.nio.file.Path;

/** Something that a run was asked to convert. Immutable. */
public sealed interface Input {

  /** Returns the name that messages and reports use: the path as the user wrote it. */
  String label();

  /** Returns the relative path of the output, with forward slashes and without {@code ..}; diffs use it too. */
  String outputName();

  /** A regular file. */
  record File(String label, Path path, String outputName) implements Input {}

  /** Standard input, read to its end. */
  record Standard() implements Input {
    @Override
    public String label() {
      return "<stdin>";
    }

    @Override
    public String outputName() {
      return "stdin.xml";
    }
  }

  /** What was named and cannot be read: told in its turn, so that it stops nothing else. */
  record Unusable(String label, Failure failure) implements Input {
    @Override
    public String outputName() {
      return label;
    }
  }
}
