package org.xen2kvm.cli.input;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.migration.source.LiveDomains;

/** Something that a run was asked to convert. Immutable, but for the walk that it belongs to. */
public sealed interface Input {

  /** Returns the name that messages and reports use: the path as the user wrote it. */
  String label();

  /** Returns the relative path of the output, with forward slashes and without {@code ..}; diffs use it too. */
  String outputName();

  /** Returns the folder that it was found below; null when it was named itself. */
  default @Nullable Walk walk() {
    return null;
  }

  /**
   * A regular file.
   *
   * @param found where and how it was found in a folder; null when it was named itself, and so is meant whatever it holds
   */
  record File(String label, Path path, String outputName, @Nullable Found found) implements Input {
    /** Makes one that was named itself. */
    public File(String label, Path path, String outputName) {
      this(label, path, outputName, null);
    }

    @Override
    public @Nullable Walk walk() {
      return found == null ? null : found.walk();
    }

    /** Returns whether it is an input whatever it holds; otherwise its content decides. */
    public boolean isMeant() {
      return found == null || found.named();
    }
  }

  /**
   * A file in a folder.
   *
   * @param walk the folder that it was found below
   * @param named whether its name says that it is a definition
   * @param rival the file beside it whose output has the same name; null when there is none
   */
  record Found(Walk walk, boolean named, @Nullable String rival) {}

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

  /** A domain of a host, asked of its libvirt in its turn. */
  record Live(String label, String outputName, LiveDomains host, String domain) implements Input {}

  /** An input of other runs, of which their reports tell; it is not read again. */
  record Reported(String label) implements Input {
    @Override
    public String outputName() {
      return label;
    }
  }

  /**
   * A file in a folder that is no input, whatever it holds, and is told as such.
   *
   * @param reason what it is
   */
  record PassedOver(String label, String reason, @Nullable Walk walk) implements Input {
    @Override
    public String outputName() {
      return label;
    }
  }

  /** What was named and cannot be read: told in its turn, so that it stops nothing else. */
  record Unusable(String label, Failure failure, @Nullable Walk walk) implements Input {
    /** Makes one that is in no folder. */
    public Unusable(String label, Failure failure) {
      this(label, failure, null);
    }

    @Override
    public String outputName() {
      return label;
    }
  }
}
