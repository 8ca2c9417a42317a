package org.xen2kvm.cli.migration;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.cli.guest.option.StateChoice;
import org.xen2kvm.cli.input.Failure;
import org.xen2kvm.cli.option.MessageChoices;
import org.xen2kvm.cli.secret.SecretMask;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Command;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.text.Color;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.cli.text.Table;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.journal.JournalEntry.Defining;
import org.xen2kvm.migration.journal.Migration;
import org.xen2kvm.migration.journal.MigrationState;
import picocli.CommandLine.Model.CommandSpec;

/** Lists migrations and how far they are. */
public final class StatusCommand implements Command {
  @Override
  public String name() {
    return "status";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(), "Lists the guests that were migrated on this host, and how far each is.");
    spec.addPositional(Options.positionals("GUEST", "Only these guests; default: all."));
    StateChoice.addTo(spec);
    spec.addOption(Options.value("text|json", "The form of the list; default: text.", "--format"));
    MessageChoices.addTo(spec, "UUIDs, digests of plans, and journals");
    spec.usageMessage().footer("", "Examples:",
        "  xen2kvm status                               all guests",
        "  xen2kvm status web1 --format json | jq -r .[].state",
        "",
        "applying: at work, or killed; applied: waits for commit or rollback; undone: a step failed;",
        "committing, rolling back: at work, or killed, and goes on when asked again; committed, rolled back: done.");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    MessageChoices told = MessageChoices.of(arguments, shell);
    List<Migration> listed = new ArrayList<>();
    List<String> wanted = new ArrayList<>(arguments.positionals());
    List<MigrationException> damaged = new ArrayList<>();
    for (Migration migration : StateChoice.store(arguments, shell).all(damaged::add)) {
      if (arguments.positionals().isEmpty() || wanted.remove(migration.name())) {
        listed.add(migration);
      }
    }
    if (!wanted.isEmpty() && damaged.isEmpty()) {
      throw new UsageException("No migration of " + wanted.get(0) + " is known");
    }
    String format = arguments.text("--format");
    if (format != null && !format.equals("text") && !format.equals("json")) {
      throw new UsageException("--format: " + format + " is none of text, json");
    }
    shell.print("json".equals(format) ? json(listed) : text(listed, told));
    for (MigrationException damage : damaged) {
      told.plainLine(shell).message("xen2kvm: error: " + Printable.line(SecretMask.mask(String.valueOf(damage.getMessage())))
          + "\n    " + damage.advice() + "\n" + (told.isVerbose() ? Failure.causes(damage) : ""));
    }
    return damaged.isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE;
  }

  private static String text(List<Migration> migrations, MessageChoices told) {
    Table table = new Table();
    for (Migration migration : migrations) {
      table.row(told.colorsOutput() ? color(migration.state()) : null, migration.name(), migration.state().word(), migration.since(),
          migration.defining().map(Defining::uri).orElse(""), migration.proof().map(proof -> "up: " + SecretMask.mask(proof)).orElse(""));
      if (told.isVerbose()) {
        migration.uuid().ifPresent(uuid -> table.below("    uuid: " + Printable.line(uuid) + "\n"));
        migration.planSha256().ifPresent(digest -> table.below("    plan: sha256 " + Printable.line(digest) + "\n"));
        table.below("    journal: " + Printable.line(migration.folder().toString()) + "\n");
      }
      migration.failure().ifPresent(why -> table.below("    " + Printable.line(SecretMask.mask(why)) + "\n"));
    }
    return table.text();
  }

  /** Red is what failed, yellow what waits for somebody. */
  private static Color color(MigrationState state) {
    return switch (state) {
      case UNDONE -> Color.RED;
      case COMMITTED, ROLLED_BACK -> Color.GREEN;
      default -> Color.YELLOW;
    };
  }

  private static String json(List<Migration> migrations) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ArrayNode all = mapper.createArrayNode();
    for (Migration migration : migrations) {
      ObjectNode one = all.addObject();
      one.put("name", migration.name());
      one.put("state", migration.state().word());
      one.put("since", migration.since());
      one.put("uri", migration.defining().map(Defining::uri).orElse(null));
      one.put("uuid", migration.uuid().orElse(null));
      one.put("planSha256", migration.planSha256().orElse(null));
      one.put("proof", migration.proof().map(SecretMask::mask).orElse(null));
      one.put("failure", migration.failure().map(SecretMask::mask).orElse(null));
      one.put("journal", migration.folder().toString());
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
  }
}
