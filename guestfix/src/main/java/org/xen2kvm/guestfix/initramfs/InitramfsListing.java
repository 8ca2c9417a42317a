package org.xen2kvm.guestfix.initramfs;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.xen2kvm.guestfix.initramfs.unpack.Compression;

/**
 * What an initramfs holds once the kernel has unpacked it, and of which archives it is made. Immutable.
 *
 * <p>That a listing exists says that the kernel will unpack the image to its end, so that what is appended is reached. It
 * does not say so for what a kernel may leave out of its build, such as a decompressor.
 */
public final class InitramfsListing {
  private final Map<String, InitramfsEntry> entries;
  private final List<InitramfsSegment> segments;
  private final Map<String, byte[]> contents;
  private final int size;

  InitramfsListing(
      List<InitramfsEntry> entries, List<InitramfsSegment> segments, Map<String, byte[]> contents, int size) {
    this.entries = new LinkedHashMap<>();
    entries.forEach(entry -> this.entries.put(entry.name(), entry));
    this.segments = List.copyOf(segments);
    this.contents = contents;
    this.size = size;
  }

  /**
   * Lists an image.
   *
   * @throws InitramfsException when it cannot be listed to its end
   */
  public static InitramfsListing of(byte[] image) throws InitramfsException {
    return reading(image, name -> false, 0);
  }

  /**
   * Lists an image and keeps some of its files.
   *
   * @param wanted the names to keep, as {@link InitramfsEntry#name} has them
   * @param limit the size up to which a file is kept; 32 MiB are kept together at most
   * @throws InitramfsException when it cannot be listed to its end
   */
  public static InitramfsListing reading(byte[] image, Predicate<String> wanted, int limit) throws InitramfsException {
    return new InitramfsWalk(image, wanted, limit).listing();
  }

  /** The entries in the order in which their names came up first; the root directory itself is left out. */
  public List<InitramfsEntry> entries() {
    return List.copyOf(entries.values());
  }

  /** The archives, in the image's order; at least one. */
  public List<InitramfsSegment> segments() {
    return segments;
  }

  /** The entry of exactly this name. */
  public Optional<InitramfsEntry> entry(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /**
   * Where a path leads when every link in it is followed; names that are not there stay, so it also tells where something
   * new would land. Empty when links lead in a circle.
   */
  public Optional<String> follow(String path) {
    return UnpackedTree.follow(entries, path);
  }

  /** Whether a path leads to anything. */
  public boolean has(String path) {
    return follow(path).filter(entries::containsKey).isPresent();
  }

  /** The text of a file that was asked for, links followed; empty when it is not there, empty, or larger than the limit. */
  public Optional<String> text(String path) {
    return follow(path).map(contents::get).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /**
   * Where an archive can be appended, so that every kernel reaches it.
   *
   * <p>Usually behind the image, at the next multiple of 4, because the kernel takes an unpacked archive only there. Behind
   * LZ4 that fails, as the format has no end mark: the size of a next block is read until the image ends ({@code
   * lib/decompress_unlz4.c}; "Initramfs unpacking failed: Decoding failed"). Since Linux 5.13 at least four zeros end it; what
   * all kernels take is more LZ4, without padding between.
   */
  public AppendPoint appendPoint() {
    InitramfsSegment last = segments.get(segments.size() - 1);
    return last.compression() == Compression.LZ4
        ? new AppendPoint(last.end(), 0, true)
        : new AppendPoint(size, -size & 3, false);
  }
}
