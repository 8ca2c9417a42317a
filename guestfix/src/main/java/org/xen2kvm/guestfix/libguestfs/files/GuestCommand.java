package org.xen2kvm.guestfix.libguestfs.files;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.fs.CommandResult;
import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.fs.GuestFilesystemException.Reason;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsFailure;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsHandle;

/**
 * Runs a program in the guest's root and tells its exit status, which {@code guestfs_command} hides, and what it wrote on both
 * outputs, of which that gives one.
 *
 * <p>The guest's own shell runs a constant script; the program and its arguments are the shell's positional parameters, so that
 * no character of theirs means anything to it. What a guest prints is unbounded and an answer of libguestfs is not: the end is
 * kept.
 */
final class GuestCommand {
  private static final int OUTPUT_KEPT = 256 * 1024;

  private static final String PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

  /** The last line is the script's, whatever the program prints before. */
  private static final String STATUS = "xen2kvm-status=";

  private static final String NOT_THERE = "none";

  private static final Pattern LAST_LINE = Pattern.compile("\\n" + STATUS + "(none|[0-9]{1,3})\\n\\z");

  private static final String SCRIPT = "export PATH=" + PATH + " LC_ALL=C HOME=/root; "
      + "{ if [ -n \"$(command -v \"$1\")\" ]; then \"$@\" 2>&1; s=$?; else s=" + NOT_THERE + "; fi; "
      + "printf '\\n" + STATUS + "%s\\n' \"$s\"; } | tail -c " + OUTPUT_KEPT;

  private final GuestfsHandle handle;

  GuestCommand(GuestfsHandle handle) {
    this.handle = handle;
  }

  CommandResult run(List<String> argv) {
    if (argv.isEmpty() || argv.get(0).isEmpty()) {
      throw new IllegalArgumentException("no program");
    }
    for (String argument : argv) {
      if (argument.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("NUL in an argument of " + argv.get(0));
      }
    }
    GuestPath program = GuestPath.ROOT.resolve(argv.get(0));
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh"));
    words.addAll(argv);
    String[] arguments = words.toArray(String[]::new);
    String output = LibguestfsReader.attempt(program, "cannot run", () -> {
      try {
        return handle.text(g -> handle.library().guestfs_command(g, arguments));
      } catch (GuestfsFailure failure) {
        if (failure.said().contains("/bin/sh: No such file")) {
          throw new GuestFilesystemException(program, Reason.NOT_FOUND, "cannot run: the guest has no shell", failure);
        }
        throw failure;
      }
    });
    return result(program, output);
  }

  /** What the script's answer says. */
  static CommandResult result(GuestPath program, String output) {
    Matcher end = LAST_LINE.matcher(output);
    if (!end.find()) {
      throw new GuestFilesystemException(program, Reason.FAILED, "ended without an exit status", null);
    }
    if (end.group(1).equals(NOT_THERE)) {
      throw new GuestFilesystemException(program, Reason.NOT_FOUND, "is no program of the guest", null);
    }
    return new CommandResult(Integer.parseInt(end.group(1)), output.substring(0, end.start()));
  }
}
