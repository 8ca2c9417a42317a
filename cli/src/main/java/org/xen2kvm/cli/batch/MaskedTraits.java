package org.xen2kvm.cli.batch;

import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.cli.secret.SecretMask;
import org.xen2kvm.migration.batch.DomainTraits;
import org.xen2kvm.migration.batch.Trait;

/**
 * What a domain brings to a host, its secrets masked: messages about a batch quote it. A disk is the same with another password.
 * Stateless.
 */
public final class MaskedTraits {
  private MaskedTraits() {}

  /** Returns the traits without secrets. */
  public static DomainTraits of(DomainTraits domain) {
    List<Trait> masked = new ArrayList<>(domain.traits().size());
    for (Trait trait : domain.traits()) {
      masked.add(new Trait(trait.kind(), SecretMask.mask(trait.value())));
    }
    return new DomainTraits(domain.text(), masked);
  }
}
