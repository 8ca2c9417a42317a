package org.xen2kvm.guestfix.fs;

import java.util.List;

/**
 * Changes the files of a stopped guest. Given only to what applies a plan, on an overlay; reading is part of it, so
 * that the result can be verified.
 *
 * <p>Links are followed as in {@link GuestFilesystemReader}: writing to a link changes the file it leads to, removing
 * one removes the link.
 *
 * <p>Errors: {@link GuestFilesystemException}.
 */
public interface GuestFilesystemWriter extends GuestFilesystemReader {

  /**
   * Makes the content of a regular file what is given.
   *
   * <p>Owner, group, permissions, times and security label of an existing file stay. A new file belongs to root with
   * permissions 0644 and gets the label of its neighbours; its directory must exist. A call that fails may leave half a
   * file: what makes a plan all or nothing is the overlay that it is applied to.
   */
  void write(GuestPath file, byte[] content);

  /** Adds zeros to a regular file until its size is a multiple of 4, and then the content; all else of the file stays. */
  void append(GuestPath file, byte[] content);

  /** Copies a regular file with its owner, permissions, times and security label; the copy must not exist. */
  void copyFile(GuestPath from, GuestPath to);

  /** Makes a directory, root's with permissions 0755 and the label of its neighbours; its parent must exist. */
  void makeDirectory(GuestPath directory);

  /**
   * Makes the path a symbolic link with that target, written as given; a link that is there is replaced, anything else
   * is refused.
   */
  void symlink(GuestPath link, String target);

  /** Removes a regular file or a symbolic link. Directories are refused: no fix has a reason to remove one. */
  void remove(GuestPath path);

  /**
   * Runs a program of the guest in the guest's root, without a shell, and waits for its end. A program that fails is a
   * result; one that cannot be run is an exception.
   *
   * @param argv the program, absolute or found in the guest's usual PATH, and its arguments; at least one element
   */
  CommandResult run(List<String> argv);
}
