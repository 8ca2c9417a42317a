package org.xen2kvm.guestfix.disk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.xen2kvm.guestfix.fs.DirectoryFilesystem;
import org.xen2kvm.guestfix.fs.GuestFileStat;
import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.fs.GuestFilesystemException.Reason;
import org.xen2kvm.guestfix.fs.GuestFilesystemReader;
import org.xen2kvm.guestfix.fs.GuestPath;

/** Several filesystems as one tree: links lead from one to another, and what lies under a mount is hidden. */
final class MountedFilesystems implements GuestFilesystemReader {
  private static final int MOST_LINKS = 40;

  private final Map<GuestPath, DirectoryFilesystem> mounts = new TreeMap<>();
  private int questions;

  void mount(GuestPath at, DirectoryFilesystem files) {
    mounts.put(at, files);
  }

  void unmountAll() {
    mounts.clear();
  }

  int questions() {
    return questions;
  }

  private record Place(GuestPath real, DirectoryFilesystem files, GuestPath inside) {}

  private Place place(GuestPath real) {
    GuestPath best = null;
    for (GuestPath at : mounts.keySet()) {
      if (real.startsWith(at) && (best == null || at.names().size() > best.names().size())) {
        best = at;
      }
    }
    if (best == null) {
      throw new GuestFilesystemException(real, Reason.FAILED, "nothing is mounted", null);
    }
    String below = best.isRoot() ? real.value() : "/" + real.value().substring(best.value().length());
    return new Place(real, mounts.get(best), GuestPath.of(below));
  }

  private Place follow(GuestPath path, boolean last) {
    Deque<String> left = new ArrayDeque<>(path.names());
    GuestPath at = GuestPath.ROOT;
    int links = 0;
    while (!left.isEmpty()) {
      String name = left.pop();
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        at = name.equals("..") ? at.parent().orElse(at) : at;
        continue;
      }
      Place next = place(at.resolve(name));
      boolean follow = (last || !left.isEmpty()) && isLink(next);
      if (!follow) {
        at = next.real;
      } else if (++links > MOST_LINKS) {
        throw new GuestFilesystemException(path, Reason.LINK_LOOP, "too many links", null);
      } else {
        String target = next.files.readLink(next.inside);
        at = target.startsWith("/") ? GuestPath.ROOT : at;
        List<String> names = List.of(target.split("/"));
        for (int i = names.size() - 1; i >= 0; i--) {
          left.push(names.get(i));
        }
      }
    }
    return place(at);
  }

  private static boolean isLink(Place place) {
    try {
      return place.files.stat(place.inside).type() == GuestFileStat.Type.SYMLINK;
    } catch (GuestFilesystemException notThere) {
      return false;
    }
  }

  private <T> T ask(GuestPath path, boolean last, BiFunction<DirectoryFilesystem, GuestPath, T> question) {
    questions++;
    Place place = follow(path, last);
    return question.apply(place.files, place.inside);
  }

  @Override
  public boolean exists(GuestPath path) {
    try {
      return ask(path, true, DirectoryFilesystem::exists);
    } catch (GuestFilesystemException e) {
      if (e.reason() == Reason.LINK_LOOP) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public byte[] read(GuestPath file, int limit) {
    return ask(file, true, (files, inside) -> files.read(inside, limit));
  }

  @Override
  public List<String> list(GuestPath directory) {
    return ask(directory, true, DirectoryFilesystem::list);
  }

  @Override
  public String readLink(GuestPath link) {
    return ask(link, false, DirectoryFilesystem::readLink);
  }

  @Override
  public GuestFileStat stat(GuestPath path) {
    return ask(path, false, DirectoryFilesystem::stat);
  }
}
