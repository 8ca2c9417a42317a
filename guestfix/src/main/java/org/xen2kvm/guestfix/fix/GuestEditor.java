package org.xen2kvm.guestfix.fix;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.xen2kvm.guestfix.fs.GuestFilesystemReader;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.archive.VirtioArchivePlan;
import org.xen2kvm.guestfix.plan.DirectBoot;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.GuestAction;
import org.xen2kvm.guestfix.plan.GuestText;
import org.xen2kvm.guestfix.plan.Reason;

/**
 * The only way in which a fix plans a change: each is recorded with the fix and its reason, none is made. It shows the guest as
 * it will be once all that is planned before is done. An edit that would change nothing is not recorded. For one fix, one guest
 * and one thread.
 *
 * <p>Paths lead through links as in the guest; a file that two names lead to is one file.
 */
public final class GuestEditor {
  private final PlannedGuest guest;
  private final FixId fix;

  GuestEditor(PlannedGuest guest, FixId fix) {
    this.guest = guest;
    this.fix = fix;
  }

  // ---- looking

  public boolean exists(String path) {
    return guest.exists(GuestPath.of(path));
  }

  /** Returns the path with every link on its way followed: the name under which a plan shows it. */
  public GuestPath realPath(GuestPath path) {
    return guest.realPath(path);
  }

  /** Returns the text of a file; empty when there is no such file, or it is larger (4 MiB) than any configuration. */
  public Optional<String> text(GuestPath file) {
    return guest.text(file).map(GuestText::text);
  }

  /** Returns the names in a directory, sorted; none when there is no such directory. */
  public List<String> list(GuestPath directory) {
    return guest.list(directory);
  }

  /** Returns what a symbolic link says; empty when the path is none. */
  public Optional<String> link(GuestPath path) {
    return guest.link(path);
  }

  /** Returns the files of the guest as they are, without what is planned: for what no fix edits. */
  public GuestFilesystemReader asItIs() {
    return guest.asItIs();
  }

  // ---- planning

  /** Edits a text file that is there; does nothing when it is not. */
  public void edit(GuestPath file, UnaryOperator<String> change, String reason) {
    guest.text(file).ifPresent(text ->
        guest.write(file, text.with(change.apply(text.text())), new Reason(fix, reason)));
  }

  /** Gives a file that content, one that is there or a new one; missing directories above it are made. */
  public void write(GuestPath file, String content, String reason) {
    file.parent().ifPresent(parent -> guest.makeDirectory(parent, new Reason(fix, reason)));
    GuestText text = guest.text(file).map(before -> before.with(content)).orElseGet(() -> GuestText.of(content));
    guest.write(file, text, new Reason(fix, reason));
  }

  /** Removes a text file or a symbolic link, if it is there. */
  public void remove(GuestPath path, String reason) {
    guest.remove(path, new Reason(fix, reason));
  }

  /** Makes the path a symbolic link with that target; missing directories above it are made. */
  public void link(GuestPath path, String target, String reason) {
    path.parent().ifPresent(parent -> guest.makeDirectory(parent, new Reason(fix, reason)));
    guest.link(path, target, new Reason(fix, reason));
  }

  /** Copies a file, after all edits; missing directories above it are made. */
  public void copy(GuestPath from, GuestPath to, String reason) {
    to.parent().ifPresent(parent -> guest.makeDirectory(parent, new Reason(fix, reason)));
    guest.later(new GuestAction.CopyFile(guest.realPath(from), guest.realPath(to), List.of(new Reason(fix, reason))));
  }

  /** Runs a program of the guest, after all edits; {@code writes} are the files that it may change. */
  public void run(List<String> argv, List<GuestPath> writes, String reason) {
    guest.later(new GuestAction.RunCommand(argv, writes, List.of(new Reason(fix, reason))));
  }

  /** Appends an archive to an initramfs of that size in bytes, after all edits. */
  public void append(GuestPath initramfs, long size, VirtioArchivePlan archive, String reason) {
    guest.later(new GuestAction.AppendToInitramfs(
        guest.realPath(initramfs), size, archive, List.of(new Reason(fix, reason))));
  }

  /** Makes an initramfs anew with the guest's own generator, after all edits; {@code modules} must be in it then. */
  public void rebuild(
      List<String> argv,
      GuestPath initramfs,
      String kernelVersion,
      List<String> modules,
      List<GuestPath> writes,
      String reason) {
    guest.later(new GuestAction.RebuildInitramfs(
        argv, guest.realPath(initramfs), kernelVersion, modules, writes, List.of(new Reason(fix, reason))));
  }

  /** Lets the host start the guest's kernel. */
  public void bootDirectly(GuestPath kernel, Optional<GuestPath> initramfs, String cmdline, String reason) {
    guest.directBoot(new DirectBoot(kernel, initramfs, cmdline, new Reason(fix, reason)));
  }
}
