package org.xen2kvm.runner.libvirt.nativecall;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/** Takes over text that libvirt allocated for its caller. */
public final class NativeText {
  private NativeText() {}

  /**
   * The text, copied; the native memory is freed. Libvirt allocates with {@code malloc} and says "caller must free()".
   */
  public static String take(Pointer allocated) {
    try {
      return allocated.getString(0, StandardCharsets.UTF_8.name());
    } finally {
      free(allocated);
    }
  }

  /** Frees memory that libvirt allocated with {@code malloc}. */
  public static void free(Pointer allocated) {
    Native.free(Pointer.nativeValue(allocated));
  }
}
