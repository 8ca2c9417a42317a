package org.xen2kvm.guestfix.fix.initramfs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xen2kvm.guestfix.fix.GuestEditor;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.InitramfsContents;
import org.xen2kvm.guestfix.initramfs.InitramfsGenerator;
import org.xen2kvm.guestfix.inspect.GuestInitramfs;
import org.xen2kvm.guestfix.inspect.GuestKernel;

/**
 * The command of the guest's own generator that makes one kernel's initramfs anew with given modules.
 *
 * <p>It runs in an appliance. A generator that looks at the machine would find the appliance's devices, so each is told what to
 * put in, and not to look where that can be said.
 *
 * @param argv the program and its arguments
 * @param writes what it writes besides the initramfs
 */
record GeneratorCommand(List<String> argv, List<GuestPath> writes) {
  private static final List<String> DIRECTORIES = List.of("/usr/sbin/", "/sbin/", "/usr/bin/", "/bin/");

  /**
   * Returns the command; empty when the guest has no generator that could do it.
   *
   * @param version the release under which the kernel's modules are
   * @param modules what must be in it
   */
  static Optional<GeneratorCommand> of(
      GuestEditor guest, GuestKernel kernel, GuestInitramfs initramfs, String version, List<String> modules) {
    InitramfsGenerator made = initramfs.contents().map(InitramfsContents::generator).orElse(InitramfsGenerator.UNKNOWN);
    // Who made it first; a system may have moved on to another generator since.
    Stream<InitramfsGenerator> others = Arrays.stream(InitramfsGenerator.values()).filter(other -> other != made);
    return Stream.concat(Stream.of(made), others)
        .flatMap(generator -> of(generator, guest, kernel, initramfs, version, modules).stream()).findFirst();
  }

  private static Optional<GeneratorCommand> of(
      InitramfsGenerator generator, GuestEditor guest, GuestKernel kernel, GuestInitramfs initramfs, String version,
      List<String> modules) {
    String path = initramfs.path().value();
    return switch (generator) {
      case INITRAMFS_TOOLS -> tools(guest, path, version);
      case DRACUT -> program(guest, "dracut").map(dracut -> dracut(guest, dracut, initramfs, version, modules));
      case MKINITCPIO -> program(guest, "mkinitcpio").map(mkinitcpio ->
          // autodetect would leave out all that the appliance has not.
          command(mkinitcpio, "-k", version, "-g", path, "-S", "autodetect"));
      case SUSE_MKINITRD -> program(guest, "mkinitrd").filter(mkinitrd -> hasSuseMkinitrd(guest)).map(mkinitrd ->
          command(mkinitrd, "-k", kernel.image().value(), "-i", path, "-m", suseModules(guest, modules)));
      case NASH_MKINITRD -> program(guest, "mkinitrd").filter(mkinitrd -> hasNash(guest)).map(mkinitrd -> {
        List<String> words = new ArrayList<>(List.of("-f"));
        modules.forEach(module -> words.add("--with=" + module));
        words.addAll(List.of(path, version));
        return command(mkinitrd, words.toArray(String[]::new));
      });
      case UNKNOWN -> Optional.empty();
    };
  }

  private static Optional<GeneratorCommand> tools(GuestEditor guest, String path, String version) {
    if (path.equals("/boot/initrd.img-" + version)) {
      return program(guest, "update-initramfs").map(update -> command(update, "-u", "-k", version))
          .map(command -> new GeneratorCommand(command.argv, plus(command.writes, "/var/lib/initramfs-tools")));
    }
    return program(guest, "mkinitramfs").map(mkinitramfs -> command(mkinitramfs, "-o", path, version));
  }

  /** RHEL 6 has one in /usr/share/dracut, which makes no other initramfs than one for all hosts and cannot be told so. */
  private static GeneratorCommand dracut(
      GuestEditor guest, String dracut, GuestInitramfs initramfs, String version, List<String> modules) {
    List<String> words = new ArrayList<>(List.of("--force"));
    if (guest.exists("/usr/lib/dracut")) {
      words.add("--no-hostonly");
      String parameters = hostParameters(initramfs);
      if (!parameters.isEmpty()) {
        words.addAll(List.of("--kernel-cmdline", parameters));
      }
    }
    words.addAll(List.of("--add-drivers", String.join(" ", modules), initramfs.path().value(), version));
    return command(dracut, words.toArray(String[]::new));
  }

  /** An initramfs for one host has in it which volume groups and containers to open; one for all hosts needs to be told. */
  private static String hostParameters(GuestInitramfs initramfs) {
    List<String> parameters = new ArrayList<>();
    initramfs.contents().ifPresent(contents -> contents.listing().entries().stream()
        .filter(entry -> entry.name().startsWith("etc/cmdline.d/"))
        .flatMap(entry -> contents.listing().text(entry.name()).stream())
        .flatMap(text -> Arrays.stream(text.strip().split("\\s+")))
        .filter(word -> word.matches("rd\\.(?:lvm|luks|md|dm)\\.[A-Za-z0-9.]+=[A-Za-z0-9_./:+-]+"))
        .distinct().limit(50).forEach(parameters::add));
    return String.join(" ", parameters);
  }

  private static String suseModules(GuestEditor guest, List<String> modules) {
    List<String> configured = SuseInitrdModules.modules(guest).stream().filter(word -> word.matches("[A-Za-z0-9_-]+")).toList();
    return new ModuleWords(String.join(" ", configured)).with(modules).text();
  }

  private static GeneratorCommand command(String program, String... arguments) {
    List<String> argv = new ArrayList<>(List.of(program));
    argv.addAll(List.of(arguments));
    return new GeneratorCommand(List.copyOf(argv), List.of(GuestPath.of("/tmp"), GuestPath.of("/var/tmp")));
  }

  private static List<GuestPath> plus(List<GuestPath> paths, String path) {
    return Stream.concat(paths.stream(), Stream.of(GuestPath.of(path))).toList();
  }

  private static Optional<String> program(GuestEditor guest, String name) {
    return DIRECTORIES.stream().map(directory -> directory + name).filter(guest::exists).findFirst();
  }

  /** Returns whether dracut makes the guest's initramfs. */
  static boolean hasDracut(GuestEditor guest) {
    return program(guest, "dracut").isPresent();
  }

  /** Returns whether SUSE's mkinitrd makes the guest's initramfs; in SLES 12 and later a script of that name calls dracut. */
  static boolean hasSuseMkinitrd(GuestEditor guest) {
    return (guest.exists("/lib/mkinitrd") || SuseInitrdModules.isThere(guest)) && program(guest, "mkinitrd").isPresent()
        && !hasDracut(guest);
  }

  private static boolean hasNash(GuestEditor guest) {
    return program(guest, "nash").isPresent() && !hasDracut(guest);
  }
}
