package org.xen2kvm.migration.survey.domain;

/**
 * A display at a port that the definition fixes. Immutable.
 *
 * @param type {@code vnc}, {@code spice} …
 * @param port the TCP port
 */
public record DisplayUse(String type, int port) {}
