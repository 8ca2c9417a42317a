package org.xen2kvm.runner;

import java.util.UUID;

/**
 * A domain the host knows, by name and UUID. A value, not a handle: it holds no native resource and stays legal when
 * the domain is gone.
 *
 * @param name unique on the host
 * @param uuid unique on the host, made up by it when the definition had none
 */
public record DefinedDomain(String name, UUID uuid) {}
