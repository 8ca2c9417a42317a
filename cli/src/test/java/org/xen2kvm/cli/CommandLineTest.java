package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.converter.rule.RuleCatalog;
import org.xen2kvm.converter.rule.guard.SourceNotice;
import org.xen2kvm.converter.rule.guard.SyntaxGuard;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Commands and options. */
final class CommandLineTest {
  @TempDir Path dir;

  @Test
  void theExitCodesAreAnInterface() {
    assertThat(ExitCode.values()).extracting(ExitCode::code).containsExactly(0, 1, 2, 3, 4, 5, 64, 65);
  }

  @Test
  void noCommandShowsTheHelpAsAnError() {
    Ran ran = Cli.run(dir);

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("Usage: xen2kvm");
  }

  @Test
  void helpListsTheCommandsAndExamples() {
    Ran ran = Cli.run(dir, "--help");

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains("  convert ", "  diff ", "  validate ", "  rules ", "  explain ", "Examples:", "Exit codes:",
            "  3    Refused; nothing was written.");
  }

  @Test
  void everyExitCodeIsExplained() {
    for (ExitCode code : ExitCode.values()) {
      assertThat(Cli.run(dir, "explain", Integer.toString(code.code())).out())
          .startsWith("exit code " + code.code() + "\n" + code.meaning() + "\n").endsWith("docs/exit-codes.md\n");
    }
  }

  /** Returns the calls of the tool that the examples of a help show, each as its words. */
  private static List<List<String>> examples(String help) {
    List<List<String>> calls = new ArrayList<>();
    help.substring(help.indexOf("\nExamples:\n")).lines().filter(line -> line.startsWith("  ")).forEach(line -> {
      // What follows wide blanks says what the example does; a quoted word holds no blank but in another program's.
      for (String part : line.strip().split(" {3,}")[0].split(" (?:\\||&&|>|<) |;")) {
        List<String> words = List.of(part.strip().split(" +"));
        if (words.get(0).equals("xen2kvm")) {
          calls.add(words.stream().skip(1).map(word -> word.replace("'", "")).toList());
        }
      }
    });
    return calls;
  }

  @Test
  void theExamplesOfEveryHelpAreCommandLines() {
    List<String> helps = new ArrayList<>(List.of(Cli.run(dir, "--help").out()));
    commands().forEach(command -> helps.add(Cli.run(dir, command, "--help").out()));
    int shown = 0;
    for (String help : helps) {
      List<List<String>> calls = examples(help);
      assertThat(calls).isNotEmpty();
      for (List<String> call : calls) {
        ParseResult parsed = new CommandLine(Main.commandLine()).setExpandAtFiles(false).setAbbreviatedOptionsAllowed(false)
            .parseArgs(call.toArray(String[]::new));
        assertThat(parsed.subcommand()).as("%s names a command", call).isNotNull();
        shown++;
      }
    }
    assertThat(shown).isGreaterThan(50);
  }

  /** Returns the commands that the help lists. */
  private static List<String> commands() {
    return Cli.run(Path.of(""), "--help").out().lines().dropWhile(line -> !line.equals("Commands:")).skip(1)
        .takeWhile(line -> !line.isBlank()).filter(line -> line.matches("  \\S.*")).map(line -> line.strip().split(" ")[0])
        .toList();
  }

  @Test
  void theHelpListsAllCommands() {
    assertThat(commands()).hasSizeGreaterThanOrEqualTo(15).contains("convert", "apply", "status", "explain");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithExamples(String command) {
    Ran ran = Cli.run(dir, command, "--help");

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).startsWith("Usage: xen2kvm " + command).contains("\nExamples:\n  ");
    String examples = ran.out().substring(ran.out().indexOf("\nExamples:\n"));
    assertThat(examples).as("they call the command").contains("xen2kvm " + command);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandTakesTheSameChoicesOfWhatIsTold(String command) {
    assertThat(Cli.run(dir, command, "--help").out()).contains("-q, --quiet", "-v, --verbose   ", "--color=");
    assertThat(Cli.run(dir, command, "--color", "sometimes")).isEqualTo(new Ran(64, "",
        "xen2kvm: error: --color: sometimes is none of auto, always, never\n    See xen2kvm " + command + " --help\n"));
    assertThat(Cli.run(dir, command, "-q", "-v").err())
        .startsWith("xen2kvm: error: --quiet and --verbose contradict each other\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rules", "fixes", "explain refuse-doctype", "explain 3"})
  void whatIsAskedForStaysInAnyManner(String arguments) {
    String plain = Cli.run(dir, arguments.split(" ")).out();

    assertThat(Cli.run(dir, (arguments + " -q --color never").split(" "))).isEqualTo(new Ran(0, plain, ""));
    String colored = Cli.run(dir, (arguments + " --color always").split(" ")).out();
    assertThat(colored).startsWith("\u001B[1m");
    assertThat(colored.replaceAll("\u001B\\[\\d+m", "")).isEqualTo(plain);
  }

  @Test
  void verboseListsExplainWhatTheyList() {
    assertThat(Cli.run(dir, "rules", "-v").out()).contains(Cli.run(dir, "explain", "drop-domain-id").out());
    assertThat(Cli.run(dir, "fixes", "-v").out()).contains(Cli.run(dir, "explain", "fstab-stable-names").out());
  }

  @Test
  void verboseRunsTellTheCausesOfAFailure() throws IOException {
    Cli.write(dir, "a.xml", Cli.xen("a"));
    String failure = "xen2kvm: error: The report none/s.json cannot be written: No such file or directory\n";

    assertThat(Cli.run(dir, "survey", "a.xml", "--format", "json=none/s.json")).isEqualTo(new Ran(1, "", failure));
    assertThat(Cli.run(dir, "survey", "a.xml", "--format", "json=none/s.json", "-v").err())
        .startsWith(failure + "    caused by java.nio.file.NoSuchFileException: ");
    assertThat(Cli.run(dir, "survey", "a.xml", "--format", "json=none/s.json", "--color", "always").err())
        .startsWith("xen2kvm: \u001B[31merror\u001B[0m: The report ");
  }

  @Test
  void allWordsThatALabelListsAreTaken() throws IOException {
    Cli.write(dir, "a.xml", Cli.xen("a"));
    int taken = 0;
    for (OptionSpec option : Main.commandLine().subcommands().get("diff").getCommandSpec().options()) {
      if (option.paramLabel().matches("[a-z0-9]+(\\|[a-z0-9]+)+")) {
        for (String word : option.paramLabel().split("\\|")) {
          assertThat(Cli.run(dir, "diff", "a.xml", option.longestName(), word).err()).doesNotContain("is none of");
          taken++;
        }
      }
    }
    assertThat(taken).isGreaterThan(15);
  }

  @Test
  void theVersionIsOneLine() {
    assertThat(Cli.run(dir, "--version").out()).matches("xen2kvm \\S+\n");
    assertThat(Cli.run(dir, "-V").code()).isZero();
  }

  @Test
  void aMistypedCommandIsGuessed() {
    assertThat(Cli.run(dir, "konvert")).isEqualTo(new Ran(64, "", """
        xen2kvm: error: There is no command konvert; did you mean convert?
            See xen2kvm --help
        """));
  }

  @Test
  void optionsComeAfterTheCommand() {
    assertThat(Cli.run(dir, "--verbose", "convert").code()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "convert", "convert a.xml --wrong", "convert a.xml --jobs 0", "convert a.xml --jobs many", "convert a.xml --jobs",
    "convert a.xml --type xen", "convert a.xml --machine p'c", "convert a.xml --disk-bus floppy",
    "convert a.xml --profile best",
    "convert a.xml --guest-os dos", "convert a.xml --disable no-such-rule", "convert a.xml --disable refuse-doctype",
    "convert a.xml --format yaml", "convert a.xml --format json=", "convert a.xml --policy missing.yaml",
    "convert a.xml --host missing.xml", "convert a.xml --guest-facts missing.yaml", "convert a.xml --dry-run -o x",
    "diff a.xml -o x", "validate a.xml --detailed-exitcode", "rules --format xml", "explain", "explain a b"
  })
  void wrongArgumentsAreAUsageError(String arguments) throws IOException {
    Cli.write(dir, "a.xml", Cli.xen("a"));

    Ran ran = Cli.run(dir, arguments.split(" "));

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("xen2kvm: error: ").contains("See xen2kvm ");
  }

  @Test
  void aWrongPolicyIsToldWithItsLine() throws IOException {
    Cli.write(dir, "a.xml", Cli.xen("a"));
    Cli.write(dir, "site.yaml", "# ours\nprofil: guide\n");

    Ran ran = Cli.run(dir, "convert", "a.xml", "--policy", "site.yaml");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("site.yaml:2:");
  }

  @Test
  void aWrongHostIsToldWithItsFile() throws IOException {
    Cli.write(dir, "a.xml", Cli.xen("a"));
    Cli.write(dir, "host.xml", "<network/>");

    Ran ran = Cli.run(dir, "convert", "a.xml", "--host", "host.xml");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).startsWith("host.xml:1:1: error: ");
  }

  @Test
  void aHostIsHeeded() throws IOException {
    Cli.write(dir, "a.xml", Cli.xen("a"));
    Cli.write(dir, "host.xml",
        "<domainCapabilities><path>/usr/bin/qemu-kvm</path><domain>kvm</domain><machine>pc-i440fx-7.2</machine>"
        + "<arch>x86_64</arch></domainCapabilities>");

    assertThat(Cli.run(dir, "convert", "a.xml", "--host", "host.xml").code()).isZero();
  }

  @Test
  void guestFactsAreRead() throws IOException {
    Cli.write(dir, "a.xml", Cli.xen("a"));
    Cli.write(dir, "facts.yaml", "os: linux\n");
    Cli.write(dir, "wrong.yaml", "os: beos\n");

    assertThat(Cli.run(dir, "convert", "a.xml", "--guest-facts", "facts.yaml").code()).isZero();
    Ran wrong = Cli.run(dir, "convert", "a.xml", "--guest-facts", "wrong.yaml");
    assertThat(wrong.code()).isEqualTo(64);
    assertThat(wrong.err()).startsWith("wrong.yaml:1:");
  }

  @Test
  void optionsOverrideThePolicy() throws IOException {
    Cli.write(dir, "a.xml", Cli.xen("a").replace("<domain type='xen'>", "<domain type='xen' id='7'>"));
    Cli.write(dir, "site.yaml", "rules:\n  disable: [drop-domain-id]\n");

    String plain = Cli.run(dir, "convert", "a.xml", "--policy", "site.yaml").out();
    String qemu = Cli.run(dir, "convert", "a.xml", "--policy", "site.yaml", "--type", "qemu").out();
    String enabled = Cli.run(dir, "convert", "a.xml", "--policy", "site.yaml", "--enable", "drop-domain-id").out();
    String disabled = Cli.run(dir, "convert", "a.xml", "--disable", "drop-domain-id").out();

    assertThat(plain).startsWith("<domain type='kvm' id='7'>");
    assertThat(qemu).startsWith("<domain type='qemu' id='7'>");
    assertThat(enabled).startsWith("<domain type='kvm'>");
    assertThat(disabled).startsWith("<domain type='kvm' id='7'>");
  }

  @Test
  void aMistypedRuleIsGuessed() throws IOException {
    Cli.write(dir, "a.xml", Cli.xen("a"));

    assertThat(Cli.run(dir, "convert", "a.xml", "--disable", "drop-domainid").err())
        .startsWith("xen2kvm: error: --disable: there is no rule drop-domainid; did you mean drop-domain-id?\n");
    assertThat(Cli.run(dir, "convert", "a.xml", "--disable", "zzzzzzzzzzzz").err())
        .startsWith("xen2kvm: error: --disable: there is no rule zzzzzzzzzzzz\n");
  }

  @Test
  void rulesListsTheWholeCatalogue() {
    List<String> lines = Cli.run(dir, "rules").out().lines().toList();

    assertThat(lines)
        .hasSize(SyntaxGuard.descriptors().size() + SourceNotice.values().length + RuleCatalog.builtIn().all().size());
    assertThat(lines.get(0)).matches("refuse-malformed +guard +always +Refuses a text that is not well-formed XML");
    assertThat(lines).anyMatch(line -> line.matches("drop-domain-id +domain +default-on +Removes .*"));
  }

  @Test
  void rulesAsJsonFollowTheSchema() throws IOException {
    JsonNode rules = new ObjectMapper().readTree(Cli.run(dir, "rules", "--format", "json").out());

    Path schema = Path.of(System.getProperty("xen2kvm.root", "..")).resolve("schemas/report.schema.json");
    assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(schema))
        .validate(rules))
        .isEmpty();
    assertThat(rules.path("rules").findValuesAsText("id")).contains("drop-domain-id", "refuse-doctype");
  }

  @Test
  void everyRuleIsExplained() {
    for (JsonNode rule : catalogue()) {
      Ran ran = Cli.run(dir, "explain", rule.path("id").asText());
      assertThat(ran.code()).isZero();
      assertThat(ran.out()).startsWith(rule.path("id").asText() + "\n" + rule.path("title").asText() + "\n\n")
          .contains("\nPhase: ", "\nRuns: ", "\nSources: ");
      assertThat(ran.out().lines()).allMatch(line -> line.length() < 200);
    }
  }

  @Test
  void theModelOfInterfacesIsOneOfTheSchemas() throws IOException {
    Cli.write(dir, "web1.xml", Cli.xen("web1"));
    Path schema = Path.of(System.getProperty("xen2kvm.root", "..")).resolve("schemas/policy.schema.json");
    JsonNode models = new ObjectMapper().readTree(Files.readString(schema)).at("/properties/nic-model/enum");

    assertThat(models).isNotEmpty()
        .allMatch(model -> Cli.run(dir, "diff", "web1.xml", "--nic-model", model.asText()).code() == 0);
    assertThat(Cli.run(dir, "diff", "web1.xml", "--nic-model", "foo").code()).isEqualTo(64);
  }

  @Test
  void theExamplesNameRulesThatExist() {
    Matcher example = Pattern.compile("xen2kvm explain ([a-z][a-z-]*)")
        .matcher(Cli.run(dir, "--help").out() + Cli.run(dir, "explain", "--help").out());
    List<String> shown = example.results().map(found -> found.group(1)).toList();

    assertThat(shown).hasSizeGreaterThan(1).allMatch(id -> Cli.run(dir, "explain", id).code() == 0);
  }

  private JsonNode catalogue() {
    try {
      return new ObjectMapper().readTree(Cli.run(dir, "rules", "--format", "json").out()).path("rules");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anUnknownRuleIsGuessed() {
    assertThat(Cli.run(dir, "explain", "refuse-doctyp")).isEqualTo(new Ran(64, "", """
        xen2kvm: error: There is no rule, no fix, no notice and no known failure refuse-doctyp; did you mean refuse-doctype or refuse-dom0?
            See xen2kvm explain --help
        """));
  }

  @Test
  void runTakesPlainStreams() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code = Main.run(
        new String[] {"convert", "-"},
        new ByteArrayInputStream(Cli.xen("a").getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(err, false, StandardCharsets.UTF_8));

    assertThat(code).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(Cli.converted(Cli.xen("a")));
  }
}
