package org.xen2kvm.cli.input;

import java.util.concurrent.atomic.AtomicBoolean;

/** One folder that was named, and whether anything in it turned out to be a definition. Safe for use by several threads. */
public final class Walk {
  private final String label;
  private final AtomicBoolean hasDefinition = new AtomicBoolean();

  Walk(String label) {
    this.label = label;
  }

  /** Notes that one of its files is a definition, or should be one. */
  public void found() {
    // Written once only: threads that all write the same place would slow each other down.
    if (!hasDefinition.get()) {
      hasDefinition.set(true);
    }
  }

  /** Returns whether any was found up to now. */
  public boolean hasDefinition() {
    return hasDefinition.get();
  }

  /** Returns what is told of the folder when all of its files are seen and none was a definition. */
  public Input.Unusable without() {
    return new Input.Unusable(label, new Failure(Failure.Kind.NOT_A_DOMAIN, "There is no domain definition in this directory",
        "Copy /etc/xen of the Xen host into it, or export the domains (virsh dumpxml --inactive DOMAIN > DIR/DOMAIN.xml); a file"
            + " that is named itself is never passed over."));
  }
}
