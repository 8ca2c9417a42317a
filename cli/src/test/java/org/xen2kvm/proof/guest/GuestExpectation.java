package org.xen2kvm.proof.guest;

import java.nio.file.Path;
import java.util.List;

/**
 * What a guest must be like once it runs: the file {@code expect} beside its images, lines of {@code key=value}.
 *
 * @param lines the lines
 */
record GuestExpectation(List<String> lines) {
  static GuestExpectation of(Path folder) {
    return new GuestExpectation(GuestImages.text(folder.resolve("expect")).lines().toList());
  }

  /** The value of a key that comes once. */
  String value(String key) {
    return values(key).get(0);
  }

  /** The values of a key. */
  List<String> values(String key) {
    return lines.stream().filter(line -> line.startsWith(key + "=")).map(line -> line.substring(key.length() + 1)).toList();
  }

  /** The guest's images. */
  List<Path> disks(Path folder) {
    return values("disk").stream().map(disk -> folder.resolve(disk.split(" ")[1])).toList();
  }
}
