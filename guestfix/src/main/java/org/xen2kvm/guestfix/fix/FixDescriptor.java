package org.xen2kvm.guestfix.fix;

import java.util.List;
import org.xen2kvm.guestfix.plan.FixId;

/**
 * What a person reads about a fix: in {@code xen2kvm explain}, and on its page in docs/fixes.
 *
 * @param id its stable name
 * @param title its result in one line, a verb first: "Mounts filesystems by UUID"
 * @param description why, and where the neighbouring fix begins; full sentences
 * @param sources where the knowledge comes from: the guide's step, a distribution's documentation, a measurement
 */
public record FixDescriptor(FixId id, String title, String description, List<String> sources) {
  public static FixDescriptor of(String id, String title, String description, String... sources) {
    return new FixDescriptor(new FixId(id), title, description.strip(), List.of(sources));
  }
}
