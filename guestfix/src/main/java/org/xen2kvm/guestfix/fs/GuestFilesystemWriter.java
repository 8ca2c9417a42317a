package org.xen2kvm.guestfix.fs;

import java.util.List;

/**
 * Changes the files of a stopped guest. Given only to what applies a plan, on an overlay; reading is part of it, so
 * that the result can be verified.
 *
 * <p>Links are followed as in {@link GuestFilesystemReader}: writing to a link changes the file it leads to, removing
 * one removes the link. A link that leads nowhere is not written through ({@code NOT_FOUND}): no fix means that.
 *
 * <p>A file that is there keeps what it is beside its content: owner, group, permissions, extended attributes with the SELinux
 * label, links to it, and its times, because a guest must not relabel or rebuild for an edit of ours. What is new belongs to root
 * and gets the SELinux label of a neighbour of its kind where the directory has labels at all.
 *
 * <p>Errors: {@link GuestFilesystemException}. A call that fails midway may leave a file half written: all or none is what the
 * overlay is for, which is dropped as a whole.
 */
public interface GuestFilesystemWriter extends GuestFilesystemReader {

  /**
   * Makes the content of a regular file what is given. A new file has permissions 0644; its directory must exist.
   */
  void write(GuestPath file, byte[] content);

  /**
   * Adds content to the end of a regular file that is there, after zeros up to the next multiple of four: so a kernel finds a
   * second archive behind an initramfs without the first one being moved.
   */
  void append(GuestPath file, byte[] content);

  /**
   * Makes the second path a copy of the regular file that the first one leads to, attributes and times included, inside the
   * guest. A regular file that is there is replaced; anything else, a link too, is refused ({@code WRONG_TYPE}).
   */
  void copyFile(GuestPath from, GuestPath to);

  /** Makes a directory with permissions 0755; one that is there stays as it is, its parent must exist. */
  void makeDirectory(GuestPath directory);

  /**
   * Makes the path a symbolic link with that target, written as given; a link that is there is replaced, anything else
   * is refused ({@code WRONG_TYPE}).
   *
   * @param target not empty
   */
  void symlink(GuestPath link, String target);

  /** Removes a regular file or a symbolic link. Directories are refused: no fix has a reason to remove one. */
  void remove(GuestPath path);

  /**
   * Runs a program of the guest in the guest's root, without a shell reading its arguments, and waits for its end. A program that
   * fails is a result; one that cannot be run is an exception.
   *
   * @param argv the program, absolute or found in the guest's usual PATH, and its arguments; at least one element
   */
  CommandResult run(List<String> argv);
}
