package org.xen2kvm.converter.report;

/**
 * Something about a domain that a person should know, as a value: bad input is never an exception.
 *
 * @param rule who says it
 * @param severity how much it matters
 * @param xpath the source XPath of what it is about; empty when the whole input is meant
 * @param line 1-based line in the source, 0 when unknown
 * @param column 1-based column in the source, 0 when unknown
 * @param message what was found, one sentence
 * @param advice what to do about it, one or two sentences; empty when there is nothing to do
 */
public record Finding(
    RuleId rule, Severity severity, String xpath, int line, int column, String message, String advice) {}
