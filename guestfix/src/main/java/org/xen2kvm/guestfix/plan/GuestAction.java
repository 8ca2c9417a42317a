package org.xen2kvm.guestfix.plan;

import java.util.List;
import java.util.Optional;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.archive.VirtioArchivePlan;

/**
 * One thing to do inside a guest, complete in itself: whoever reads it knows what will happen and why. Actions of a plan are
 * done in its order. Immutable.
 *
 * <p>Paths are real ones: a link is followed when the plan is made, so a file that two names lead to is changed once.
 */
public sealed interface GuestAction {
  /** Who asks for it and why; at least one. */
  List<Reason> reasons();

  /**
   * Makes a text file what is shown; owner, mode, times and security label of an existing one stay.
   *
   * @param path the file
   * @param before what it must hold now; empty when it must not exist
   * @param after what it will hold
   * @param reasons why
   */
  record WriteFile(GuestPath path, Optional<GuestText> before, GuestText after, List<Reason> reasons)
      implements GuestAction {
    public WriteFile {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Removes a text file.
   *
   * @param path the file
   * @param before what it must hold now
   * @param reasons why
   */
  record RemoveFile(GuestPath path, GuestText before, List<Reason> reasons) implements GuestAction {
    public RemoveFile {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Makes, replaces or removes a symbolic link.
   *
   * @param path the link
   * @param before where it must lead now; empty when it must not exist
   * @param after where it will lead; empty when it is removed
   * @param reasons why
   */
  record ChangeLink(GuestPath path, Optional<String> before, Optional<String> after, List<Reason> reasons)
      implements GuestAction {
    public ChangeLink {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Makes a directory, root's with mode 0755, whose parent exists by then.
   *
   * @param path the directory
   * @param reasons why
   */
  record MakeDirectory(GuestPath path, List<Reason> reasons) implements GuestAction {
    public MakeDirectory {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Copies a file of the guest with its owner, mode and label.
   *
   * @param from the file
   * @param to the copy, which must not exist
   * @param reasons why
   */
  record CopyFile(GuestPath from, GuestPath to, List<Reason> reasons) implements GuestAction {
    public CopyFile {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Runs a program of the guest in its own root inside the appliance, without a shell; a failure fails the whole plan.
   *
   * @param argv the program and its arguments
   * @param writes the files and directories that it may change
   * @param reasons why
   */
  record RunCommand(List<String> argv, List<GuestPath> writes, List<Reason> reasons) implements GuestAction {
    public RunCommand {
      argv = List.copyOf(argv);
      writes = List.copyOf(writes);
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Appends an archive of driver modules to an initramfs, which the kernel unpacks behind what is there.
   *
   * @param initramfs the file
   * @param size its size in bytes now
   * @param archive what is appended
   * @param reasons why
   */
  record AppendToInitramfs(GuestPath initramfs, long size, VirtioArchivePlan archive, List<Reason> reasons)
      implements GuestAction {
    public AppendToInitramfs {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Lets the guest's own generator make an initramfs anew, so that it holds drivers that it lacks.
   *
   * @param argv the generator and its arguments
   * @param initramfs the file that it makes
   * @param kernelVersion the kernel that it is for
   * @param modules the modules that must be in it then
   * @param writes the other files and directories that it may change
   * @param reasons why
   */
  record RebuildInitramfs(
      List<String> argv,
      GuestPath initramfs,
      String kernelVersion,
      List<String> modules,
      List<GuestPath> writes,
      List<Reason> reasons)
      implements GuestAction {
    public RebuildInitramfs {
      argv = List.copyOf(argv);
      modules = List.copyOf(modules);
      writes = List.copyOf(writes);
      reasons = List.copyOf(reasons);
    }
  }
}
