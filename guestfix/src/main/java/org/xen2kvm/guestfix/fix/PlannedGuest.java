package org.xen2kvm.guestfix.fix;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.guestfix.fs.CachingReader;
import org.xen2kvm.guestfix.fs.GuestFileStat;
import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.fs.GuestFilesystemReader;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.plan.DirectBoot;
import org.xen2kvm.guestfix.plan.GuestAction;
import org.xen2kvm.guestfix.plan.GuestText;
import org.xen2kvm.guestfix.plan.Reason;

/**
 * A guest as it will be once what is planned so far is done: later fixes see the edits of earlier ones, and the edits of several
 * fixes to one file become one action. The guest itself is only read. For one thread.
 */
final class PlannedGuest {
  /** No configuration file that a person wrote is larger. */
  private static final int LARGEST_TEXT = 4 << 20;

  /** As many links as Linux follows. */
  private static final int MOST_LINKS = 40;

  private final GuestFilesystemReader guest;
  private final Map<GuestPath, Entry> entries = new LinkedHashMap<>();
  private final List<GuestAction> later = new ArrayList<>();
  private @Nullable DirectBoot directBoot;

  PlannedGuest(GuestFilesystemReader guest) {
    this.guest = guest instanceof CachingReader ? guest : new CachingReader(guest);
  }

  /** What a path was, and what it is to be. */
  private static final class Entry {
    final @Nullable GuestText textBefore;
    final @Nullable String linkBefore;
    @Nullable GuestText text;
    @Nullable String link;
    boolean directory;
    final List<Reason> reasons = new ArrayList<>();

    Entry(@Nullable GuestText text, @Nullable String link) {
      this.textBefore = text;
      this.linkBefore = link;
      this.text = text;
      this.link = link;
    }
  }

  // ---- looking

  /** Returns the path with every link on its way followed; what is not there (yet) stays as it is. */
  GuestPath realPath(GuestPath path) {
    return follow(path, MOST_LINKS);
  }

  private GuestPath follow(GuestPath path, int linksLeft) {
    Optional<GuestPath> above = path.parent();
    if (above.isEmpty()) {
      return path;
    }
    GuestPath directory = follow(above.get(), linksLeft);
    GuestPath here = directory.resolve(path.fileName());
    Optional<String> target = linkAt(here);
    if (target.isEmpty()) {
      return here;
    }
    if (linksLeft == 0) {
      throw new GuestFilesystemException(
          path, GuestFilesystemException.Reason.LINK_LOOP, "symbolic links that lead to each other", null);
    }
    return follow(target(directory, target.get()), linksLeft - 1);
  }

  /** What a link means; one that would lead above the root stays there, as Linux has it. */
  private static GuestPath target(GuestPath directory, String link) {
    Deque<String> names = new ArrayDeque<>(link.startsWith("/") ? List.of() : directory.names());
    for (String name : link.split("/")) {
      if (name.equals("..")) {
        names.pollLast();
      } else {
        names.addLast(name);
      }
    }
    return GuestPath.of("/" + String.join("/", names));
  }

  /** Returns the real path; empty when links lead round in a circle, so that nothing is there. */
  private Optional<GuestPath> reach(GuestPath path) {
    try {
      return Optional.of(realPath(path));
    } catch (GuestFilesystemException e) {
      if (e.reason() == GuestFilesystemException.Reason.LINK_LOOP) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<String> linkAt(GuestPath path) {
    Entry entry = entries.get(path);
    if (entry != null) {
      return Optional.ofNullable(entry.link);
    }
    // A listing tells cheaply what is not there; a link that leads nowhere is listed, though it does not exist.
    boolean listed = path.parent().map(parent -> listed(parent).contains(path.fileName())).orElse(false);
    return listed && guest.stat(path).type() == GuestFileStat.Type.SYMLINK
        ? Optional.of(guest.readLink(path)) : Optional.empty();
  }

  /** Returns what a link says; empty when the path is no link. Links on the way to it are followed. */
  Optional<String> link(GuestPath path) {
    return path.parent().flatMap(parent -> linkAt(realPath(parent).resolve(path.fileName())));
  }

  boolean exists(GuestPath path) {
    return reach(path).map(this::isThere).orElse(false);
  }

  private boolean isThere(GuestPath real) {
    Entry entry = entries.get(real);
    return entry == null ? guest.exists(real) : entry.text != null || entry.directory;
  }

  /** Returns the text of a regular file; empty when there is none, or it is larger than any configuration. */
  Optional<GuestText> text(GuestPath path) {
    return reach(path).flatMap(real -> {
      Entry entry = entries.get(real);
      return entry == null ? original(real) : Optional.ofNullable(entry.text);
    });
  }

  private Optional<GuestText> original(GuestPath real) {
    if (!guest.exists(real)) {
      return Optional.empty();
    }
    GuestFileStat stat = guest.stat(real);
    boolean readable = stat.type() == GuestFileStat.Type.REGULAR && stat.size() <= LARGEST_TEXT;
    return readable ? Optional.of(GuestText.decode(guest.read(real, LARGEST_TEXT))) : Optional.empty();
  }

  /** Returns the names in a directory, sorted; none when it is no directory. */
  List<String> list(GuestPath directory) {
    return reach(directory).map(this::listPlanned).orElse(List.of());
  }

  private List<String> listPlanned(GuestPath real) {
    TreeSet<String> names = new TreeSet<>(listed(real));
    entries.forEach((path, entry) -> {
      if (path.parent().filter(real::equals).isPresent()) {
        boolean there = entry.text != null || entry.link != null || entry.directory;
        if (there) {
          names.add(path.fileName());
        } else {
          names.remove(path.fileName());
        }
      }
    });
    return List.copyOf(names);
  }

  private List<String> listed(GuestPath real) {
    boolean directory = guest.exists(real) && guest.stat(real).type() == GuestFileStat.Type.DIRECTORY;
    return directory ? guest.list(real) : List.of();
  }

  /** Returns the reader of the guest as it is, without what is planned. */
  GuestFilesystemReader asItIs() {
    return guest;
  }

  // ---- planning

  void write(GuestPath path, GuestText text, Reason reason) {
    Entry entry = entryAt(realPath(path));
    if (!text.equals(entry.text)) {
      entry.text = text;
      entry.reasons.add(reason);
    }
  }

  /** Plans that a file or link be gone; a link itself, not what it leads to. */
  void remove(GuestPath path, Reason reason) {
    GuestPath place = placeOf(path);
    if (linkAt(place).isEmpty() && !exists(place)) {
      return;
    }
    Entry entry = entryAt(place);
    entry.text = null;
    entry.link = null;
    entry.reasons.add(reason);
  }

  void link(GuestPath path, String target, Reason reason) {
    Entry entry = entryAt(placeOf(path));
    if (!target.equals(entry.link)) {
      entry.link = target;
      entry.reasons.add(reason);
    }
  }

  void makeDirectory(GuestPath path, Reason reason) {
    if (exists(path)) {
      return;
    }
    path.parent().ifPresent(parent -> makeDirectory(parent, reason));
    Entry entry = entryAt(realPath(path));
    entry.directory = true;
    entry.reasons.add(reason);
  }

  void later(GuestAction action) {
    later.add(action);
  }

  void directBoot(DirectBoot boot) {
    directBoot = boot;
  }

  private GuestPath placeOf(GuestPath path) {
    return path.parent().map(parent -> realPath(parent).resolve(path.fileName())).orElse(path);
  }

  private Entry entryAt(GuestPath real) {
    Entry known = entries.get(real);
    if (known == null) {
      Optional<String> link = linkAt(real);
      known = new Entry(link.isPresent() ? null : original(real).orElse(null), link.orElse(null));
      entries.put(real, known);
    }
    return known;
  }

  // ---- the outcome

  /** Returns what is to be done: files and links in the order in which they were first touched, then everything else. */
  List<GuestAction> actions() {
    List<GuestAction> actions = new ArrayList<>();
    entries.forEach((path, entry) -> {
      if (entry.directory) {
        actions.add(new GuestAction.MakeDirectory(path, entry.reasons));
      } else if (!Objects.equals(entry.link, entry.linkBefore)) {
        actions.add(new GuestAction.ChangeLink(
            path, Optional.ofNullable(entry.linkBefore), Optional.ofNullable(entry.link), entry.reasons));
      } else if (entry.text != null && !entry.text.equals(entry.textBefore)) {
        actions.add(new GuestAction.WriteFile(path, Optional.ofNullable(entry.textBefore), entry.text, entry.reasons));
      } else if (entry.text == null && entry.textBefore != null) {
        actions.add(new GuestAction.RemoveFile(path, entry.textBefore, entry.reasons));
      }
    });
    actions.addAll(later);
    return actions;
  }

  Optional<DirectBoot> directBoot() {
    return Optional.ofNullable(directBoot);
  }
}
