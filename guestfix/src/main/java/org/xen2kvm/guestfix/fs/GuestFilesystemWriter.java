package org.xen2kvm.guestfix.fs;

import java.util.List;

/**
 * Changes the files of a stopped guest. Given only to what applies a plan, on an overlay; reading is part of it, so
 * that the result can be verified.
 *
 * <p>Links are followed as in {@link GuestFilesystemReader}: writing to a link changes the file it leads to, removing
 * one removes the link.
 *
 * <p>Errors: {@link GuestFilesystemException}; a call that throws has changed nothing, except {@link #run}.
 */
public interface GuestFilesystemWriter extends GuestFilesystemReader {

  /**
   * Makes the content of a regular file what is given, all of it or none: a guest that loses power between two calls
   * has the old file or the new one.
   *
   * <p>Owner, group, permissions and security label of an existing file stay. A new file belongs to root with
   * permissions 0644 and gets the label that the guest's policy has for its path; its directory must exist.
   */
  void write(GuestPath file, byte[] content);

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
