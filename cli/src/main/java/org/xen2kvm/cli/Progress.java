package org.xen2kvm.cli;

import java.io.PrintStream;

/** Where messages go while a batch runs, and how far it is. */
interface Progress extends AutoCloseable {
  /** Counts one input. */
  void step();

  /** Prints lines of messages. */
  void message(String text);

  @Override
  void close();

  /** Only messages. */
  record Silent(PrintStream err) implements Progress {
    @Override
    public void step() {}

    @Override
    public void message(String text) {
      err.print(text);
    }

    @Override
    public void close() {}
  }
}
