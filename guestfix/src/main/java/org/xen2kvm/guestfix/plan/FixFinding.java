package org.xen2kvm.guestfix.plan;

/**
 * Something that a person should know about a guest.
 *
 * @param fix who says it
 * @param severity how much it matters
 * @param where the guest's file, {@code /etc/fstab:3} with a line where that is known; a device or nothing else
 * @param message what is so, one sentence without a full stop
 * @param advice what to do, full sentences; empty when there is nothing to do
 */
public record FixFinding(FixId fix, Severity severity, String where, String message, String advice) {}
