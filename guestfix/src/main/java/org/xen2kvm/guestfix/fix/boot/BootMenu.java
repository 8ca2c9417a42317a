package org.xen2kvm.guestfix.fix.boot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.xen2kvm.guestfix.bootloader.BlsEntry;
import org.xen2kvm.guestfix.bootloader.BootEntry;
import org.xen2kvm.guestfix.bootloader.ExtlinuxConfig;
import org.xen2kvm.guestfix.bootloader.Grub2Config;
import org.xen2kvm.guestfix.bootloader.GrubEnvironment;
import org.xen2kvm.guestfix.bootloader.GrubLegacyMenu;
import org.xen2kvm.guestfix.bootloader.KernelCommandLine;
import org.xen2kvm.guestfix.fix.FixContext;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fix.cmdline.BootConfigFiles;
import org.xen2kvm.guestfix.fs.GuestPath;

/**
 * One menu of a guest as its boot loader would show it now.
 *
 * @param kind whose it is
 * @param file its configuration
 * @param environment GRUB 2's environment block beside it, there or not; the configuration itself for other boot loaders
 * @param entries what it offers, at least one
 * @param chosen what it starts by itself; empty when that is no kernel's entry that is known
 */
record BootMenu(Kind kind, GuestPath file, GuestPath environment, List<BootEntry> entries, Optional<BootEntry> chosen) {
  /** Whose menu it is. */
  enum Kind {
    GRUB2,
    /** GRUB 2's, made of loader entries. */
    BLS,
    EXTLINUX,
    GRUB_LEGACY
  }

  BootMenu {
    entries = List.copyOf(entries);
  }

  /** Returns the guest's menus, GRUB 2's first, as pygrub looks for them. */
  static List<BootMenu> of(GuestEditor guest, FixContext context) {
    BootConfigFiles files = new BootConfigFiles(guest, context);
    List<BootMenu> menus = new ArrayList<>();
    files.grub2().forEach(file -> grub2(guest, files, file).ifPresent(menus::add));
    files.extlinux().forEach(file -> extlinux(guest, file).ifPresent(menus::add));
    files.grubLegacy().forEach(file -> legacy(guest, file).ifPresent(menus::add));
    return menus;
  }

  private static GuestPath beside(GuestPath file, String name) {
    return file.parent().orElse(GuestPath.ROOT).resolve(name);
  }

  private static Optional<BootMenu> grub2(GuestEditor guest, BootConfigFiles files, GuestPath file) {
    Grub2Config config = Grub2Config.parse(guest.text(file).orElse(""));
    GuestPath environment = beside(file, "grubenv");
    Optional<String> saved = guest.text(environment).flatMap(GrubEnvironment::parse)
        .flatMap(block -> block.value("saved_entry")).filter(name -> !name.isBlank());
    if (config.readsLoaderEntries()) {
      List<BootEntry> entries = loaderEntries(guest, files);
      return entries.isEmpty() ? Optional.empty() : Optional.of(
          new BootMenu(Kind.BLS, file, environment, entries, Optional.of(savedLoaderEntry(entries, saved.orElse("0")))));
    }
    List<BootEntry> entries = config.entries();
    String name = config.startsSaved() ? saved.orElse("0") : config.defaultEntry().orElse("0");
    Optional<BootEntry> chosen = config.find(name).or(() -> config.find("0"));
    return entries.isEmpty() ? Optional.empty() : Optional.of(new BootMenu(Kind.GRUB2, file, environment, entries, chosen));
  }

  /** GRUB shows loader entries newest first, by their names. */
  private static List<BootEntry> loaderEntries(GuestEditor guest, BootConfigFiles files) {
    return files.loaderEntries().stream()
        .map(file -> BlsEntry.parse(
            file.fileName().substring(0, file.fileName().length() - ".conf".length()), guest.text(file).orElse("")).entry())
        .filter(entry -> !entry.kernel().isEmpty())
        .sorted(Comparator.comparing((BootEntry entry) -> sortable(entry.id())).reversed())
        .toList();
  }

  /** Makes numbers sort by their value. */
  private static String sortable(String id) {
    StringBuilder key = new StringBuilder();
    StringBuilder number = new StringBuilder();
    for (char c : (id + " ").toCharArray()) {
      if (c >= '0' && c <= '9') {
        number.append(c);
      } else {
        if (!number.isEmpty()) {
          key.append("0".repeat(Math.max(0, 20 - number.length()))).append(number);
          number.setLength(0);
        }
        key.append(c);
      }
    }
    return key.toString();
  }

  private static BootEntry savedLoaderEntry(List<BootEntry> entries, String saved) {
    Optional<BootEntry> named = entries.stream()
        .filter(entry -> entry.id().equals(saved) || entry.title().equals(saved)).findFirst();
    int number = saved.matches("[0-9]{1,4}") ? Integer.parseInt(saved) : 0;
    return named.orElse(entries.get(number < entries.size() ? number : 0));
  }

  private static Optional<BootMenu> extlinux(GuestEditor guest, GuestPath file) {
    ExtlinuxConfig config = ExtlinuxConfig.parse(guest.text(file).orElse(""));
    List<BootEntry> entries = config.entries();
    Optional<BootEntry> chosen = config.defaultEntry()
        .flatMap(label -> entries.stream().filter(entry -> entry.id().equals(label)).findFirst());
    return entries.isEmpty() ? Optional.empty() : Optional.of(new BootMenu(Kind.EXTLINUX, file, file, entries, chosen));
  }

  private static Optional<BootMenu> legacy(GuestEditor guest, GuestPath file) {
    GrubLegacyMenu menu = GrubLegacyMenu.parse(guest.text(file).orElse(""));
    List<BootEntry> entries = menu.entries();
    int number = menu.startsSaved() ? savedNumber(guest, beside(file, "default")) : menu.defaultEntry().orElse(0);
    Optional<BootEntry> chosen = number < entries.size() ? Optional.of(entries.get(number)) : Optional.empty();
    return entries.isEmpty() ? Optional.empty() : Optional.of(new BootMenu(Kind.GRUB_LEGACY, file, file, entries, chosen));
  }

  private static int savedNumber(GuestEditor guest, GuestPath file) {
    String line = guest.text(file).orElse("").lines().findFirst().orElse("").strip();
    return line.matches("[0-9]{1,4}") ? Integer.parseInt(line) : 0;
  }

  /** Returns an entry's command line as its kernel would get it: GRUB's variables resolved where they are known, or left out. */
  String commandLine(GuestEditor guest, BootEntry entry) {
    String kernelopts = guest.text(environment).flatMap(GrubEnvironment::parse)
        .flatMap(block -> block.value("kernelopts")).orElse("");
    String line = entry.cmdline().replaceAll("\\$\\{?kernelopts\\b\\}?", Matcher.quoteReplacement(kernelopts));
    return KernelCommandLine.parse(line).parameters().stream().map(KernelCommandLine.Parameter::text)
        .filter(parameter -> !parameter.contains("$") && !parameter.startsWith("initrd=")).collect(Collectors.joining(" "));
  }
}
