package org.xen2kvm.guestfix.inspect.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.kernel.KernelImage;
import org.xen2kvm.guestfix.inspect.LenientReader;

/**
 * Finds kernel images by their files, wherever distributions put them; package databases tell less, as kernels are also copied by
 * hand. For one guest.
 */
final class KernelFiles {
  private static final Pattern IMAGE = Pattern.compile("(?:vmlinuz|vmlinux|bzImage|kernel|linux)(?:-(.{1,200}))?");
  private static final Pattern RELEASE = Pattern.compile("[0-9]{1,3}\\.[0-9]{1,4}.{0,190}");

  /** What lies beside kernels: checksums, old copies, the same kernel unpacked, kernels for kdump alone. */
  private static final Pattern NO_IMAGE =
      Pattern.compile(".*(?:\\.hmac|\\.sig|\\.old|\\.bak|\\.sha256|\\.gz|\\.xz|kdump|\\.config)");

  /** Of {@code kernel-install}: a machine's id, or what stands for it. */
  private static final List<String> ENTRY_BASES = List.of("/boot", "/efi", "/boot/efi");

  private static final List<String> LINKS = List.of("/vmlinuz", "/boot/vmlinuz");
  private static final int MOST = 200;

  private final LenientReader guest;
  private final Map<GuestPath, KernelFile> found = new LinkedHashMap<>();

  private KernelFiles(LenientReader guest) {
    this.guest = guest;
  }

  /** Returns the kernels, the newest first. */
  static List<KernelFile> in(LenientReader guest) {
    KernelFiles files = new KernelFiles(guest);
    files.directory(GuestPath.of("/boot"));
    files.installedByKernelInstall();
    files.besideModules();
    LINKS.forEach(link -> files.linked(GuestPath.of(link)));
    Collection<KernelFile> all = files.found.values();
    return all.stream()
        .sorted(Comparator.comparing(KernelFile::release, KernelVersion.ORDER).reversed()).limit(MOST).toList();
  }

  private void directory(GuestPath directory) {
    List<String> names = guest.list(directory);
    for (String name : names) {
      Matcher matcher = IMAGE.matcher(name);
      boolean packedTwin = name.startsWith("vmlinux-") && names.contains("vmlinuz-" + name.substring("vmlinux-".length()));
      if (matcher.matches() && matcher.group(1) != null && !NO_IMAGE.matcher(name).matches() && !packedTwin
          && found.size() < MOST) {
        add(directory.resolve(name), matcher.group(1));
      }
    }
  }

  private void add(GuestPath path, String suffix) {
    Optional<GuestPath> real = guest.realPath(path).filter(image -> !found.containsKey(image));
    if (real.isEmpty() || guest.isDirectory(real.get())) {
      return;
    }
    boolean telling = RELEASE.matcher(suffix).matches();
    String inside = telling ? suffix : releaseInside(real.get()).orElse(suffix);
    String release = suffix.startsWith("0-rescue") ? suffix : inside;
    if (!release.isEmpty()) {
      found.put(real.get(), new KernelFile(real.get(), suffix, release, inside));
    }
  }

  private Optional<String> releaseInside(GuestPath image) {
    return guest.start(image, KernelImage.ENOUGH).flatMap(start -> KernelImage.of(start).release());
  }

  private void installedByKernelInstall() {
    for (String base : ENTRY_BASES) {
      for (String token : guest.list(base)) {
        GuestPath entries = GuestPath.of(base).resolve(token);
        if (isEntryToken(token) && guest.isDirectory(entries)) {
          guest.list(entries).stream().filter(version -> RELEASE.matcher(version).matches()).limit(MOST)
              .forEach(version -> installed(entries.resolve(version), version));
        }
      }
    }
  }

  private static boolean isEntryToken(String name) {
    boolean machineId = name.length() == 32 && name.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    return machineId || name.equals("Default") || name.startsWith("opensuse") || name.startsWith("sle");
  }

  private void installed(GuestPath directory, String version) {
    for (String name : guest.list(directory)) {
      if (IMAGE.matcher(name).matches()) {
        guest.realPath(directory.resolve(name)).ifPresent(
            image -> found.putIfAbsent(image, new KernelFile(image, "", version, version)));
      }
    }
  }

  /** Red Hat and SUSE keep a copy there of what is in /boot; it counts where /boot has none. */
  private void besideModules() {
    for (GuestPath modules : moduleDirectories()) {
      String version = modules.fileName();
      boolean known = found.values().stream().anyMatch(kernel -> kernel.release().equals(version));
      GuestPath image = modules.resolve("vmlinuz");
      if (!known && guest.list(modules).contains("vmlinuz") && found.size() < MOST) {
        guest.realPath(image).ifPresent(
            real -> found.putIfAbsent(real, new KernelFile(real, version, version, version)));
      }
    }
  }

  private List<GuestPath> moduleDirectories() {
    List<GuestPath> directories = new ArrayList<>();
    GuestPath modules = GuestPath.of("/lib/modules");
    guest.list(modules).stream().filter(name -> RELEASE.matcher(name).matches()).limit(MOST)
        .forEach(name -> directories.add(modules.resolve(name)));
    return directories;
  }

  private void linked(GuestPath link) {
    guest.realPath(link).filter(image -> !found.containsKey(image)).ifPresent(image -> {
      Matcher matcher = IMAGE.matcher(image.fileName());
      String suffix = matcher.matches() && matcher.group(1) != null ? matcher.group(1) : "";
      if (!NO_IMAGE.matcher(image.fileName()).matches()) {
        add(image, suffix);
      }
    });
  }
}
