package org.xen2kvm.runner.libvirt.nativecall;

import com.sun.jna.IntegerType;
import com.sun.jna.Native;

/** A {@code size_t}. */
public final class NativeSize extends IntegerType {
  private static final long serialVersionUID = 1L;

  /** Zero; JNA makes one of these for results. */
  public NativeSize() {
    this(0);
  }

  /** That many bytes. */
  public NativeSize(long value) {
    super(Native.SIZE_T_SIZE, value, true);
  }
}
