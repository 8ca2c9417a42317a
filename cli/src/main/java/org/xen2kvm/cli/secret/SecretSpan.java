package org.xen2kvm.cli.secret;

/**
 * Where a secret stands in a text. Immutable.
 *
 * @param start where it begins
 * @param end where it ends; behind its begin
 */
record SecretSpan(int start, int end) {}
