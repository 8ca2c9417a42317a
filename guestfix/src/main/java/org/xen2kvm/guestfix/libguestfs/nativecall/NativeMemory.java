package org.xen2kvm.guestfix.libguestfs.nativecall;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes over results that libguestfs allocated for its caller: copied, then freed. */
public final class NativeMemory {
  private NativeMemory() {}

  /** The text of a {@code char *}. A guest's text that is not UTF-8 gets replacement characters. */
  public static String takeText(Pointer allocated) {
    try {
      return text(allocated);
    } finally {
      free(allocated);
    }
  }

  /** The bytes of a {@code char *} whose length came beside it. */
  public static byte[] takeBytes(Pointer allocated, long length) {
    try {
      return allocated.getByteArray(0, Math.toIntExact(length));
    } finally {
      free(allocated);
    }
  }

  /** The texts of a null-terminated {@code char **}. */
  public static List<String> takeList(Pointer allocated) {
    List<String> texts = new ArrayList<>();
    long offset = 0;
    for (Pointer text = allocated.getPointer(offset); text != null; text = allocated.getPointer(offset)) {
      texts.add(takeText(text));
      offset += Native.POINTER_SIZE;
    }
    free(allocated);
    return texts;
  }

  /** The text that libguestfs lends; empty when there is none. */
  public static String borrowText(@Nullable Pointer lent) {
    return lent == null ? "" : text(lent);
  }

  private static String text(Pointer zeroTerminated) {
    return new String(zeroTerminated.getByteArray(0, (int) zeroTerminated.indexOf(0, (byte) 0)), StandardCharsets.UTF_8);
  }

  private static void free(Pointer allocated) {
    Native.free(Pointer.nativeValue(allocated));
  }
}
