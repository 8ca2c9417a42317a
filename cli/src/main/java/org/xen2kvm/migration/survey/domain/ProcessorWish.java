package org.xen2kvm.migration.survey.domain;

/**
 * What a domain wants of the host's processors. Immutable.
 *
 * @param cpus the host's processors that it, or parts of it, are bound to, as written; empty when to none
 * @param topology {@code SOCKETSxCORESxTHREADS}; empty when it has none
 * @param numa whether it wants its own NUMA nodes or the host's
 */
public record ProcessorWish(String cpus, String topology, boolean numa) {}
