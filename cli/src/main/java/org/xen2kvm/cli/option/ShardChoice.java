package org.xen2kvm.cli.option;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.migration.batch.Shard;
import picocli.CommandLine.Model.CommandSpec;

/** Which part of the inputs is worked on, {@code --shard}. Stateless. */
public final class ShardChoice {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})/([0-9]{1,9})");

  private ShardChoice() {}

  /**
   * Declares the option.
   *
   * @param what the word for inputs
   * @param reports a sentence on what becomes of reports
   */
  public static void addTo(CommandSpec spec, String what, String reports) {
    spec.addOption(Options.value("I/N", what + " of shard I of N only, by the domains' UUIDs; I counts from 0. All N together are the"
        + " whole run. " + reports, "--shard"));
  }

  /**
   * Returns the part; empty when all inputs are worked on.
   *
   * @throws UsageException when there is no such part
   */
  public static Optional<Shard> of(Arguments arguments) throws UsageException {
    String text = arguments.text("--shard");
    if (text == null) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new UsageException("--shard: " + text + " is not I/N, such as 0/4 for the first of four");
    }
    int index = Integer.parseInt(form.group(1));
    int count = Integer.parseInt(form.group(2));
    if (count < 1 || count > Shard.MOST) {
      throw new UsageException("--shard: " + text + ": there are 1 to " + Shard.MOST + " shards, not " + count);
    }
    if (index >= count) {
      throw new UsageException("--shard: " + text + ": shards count from 0, so the last of " + count + " is " + (count - 1) + "/" + count);
    }
    return Optional.of(new Shard(index, count));
  }
}
