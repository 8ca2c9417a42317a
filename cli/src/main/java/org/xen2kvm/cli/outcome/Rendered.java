package org.xen2kvm.cli.outcome;

import java.util.List;
import java.util.Optional;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.migration.batch.DomainTraits;

/**
 * One input's outcome, ready to print.
 *
 * @param label the input's name
 * @param fate what became of it
 * @param alone what the tool exits with if this is the only input and its fate is a bad one
 * @param xml the definition, for standard output; empty when it goes elsewhere
 * @param messages for standard error
 * @param reports one text for each of the run's formats; empty texts for what is passed over or another shard's
 * @param traits what other domains of the batch could have as well
 */
public record Rendered(
    String label,
    Fate fate,
    ExitCode alone,
    String xml,
    String messages,
    List<String> reports,
    Optional<DomainTraits> traits) {}
