package org.xen2kvm.guestfix.initramfs.kernel;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Modules and all that they need.
 *
 * @param files the files, relative to the kernel's module directory, in an order in which they can be loaded
 * @param builtIn the modules that the kernel has built in, sorted
 * @param missing the modules that the kernel does not have, sorted; what is only softly needed is never missing
 */
public record ModuleClosure(List<String> files, Set<String> builtIn, Set<String> missing) {
  public ModuleClosure {
    files = List.copyOf(files);
    builtIn = Collections.unmodifiableSet(new TreeSet<>(builtIn));
    missing = Collections.unmodifiableSet(new TreeSet<>(missing));
  }
}
