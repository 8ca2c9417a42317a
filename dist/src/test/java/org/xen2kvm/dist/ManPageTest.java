package org.xen2kvm.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Main;
import org.xen2kvm.cli.shell.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

final class ManPageTest {
  private final CommandSpec tool = Main.commandLine();
  private final List<ManPage> pages = ManPage.of(tool, "2026-11-20", "1.0");

  @Test
  void eachCommandHasAPageAndTheToolHasOne() {
    assertThat(pages).extracting(ManPage::name).startsWith("xen2kvm", "xen2kvm-convert").doesNotHaveDuplicates()
        .hasSize(tool.subcommands().size() + 1);
  }

  @Test
  void eachOptionOfACommandIsOnItsPage() {
    for (CommandSpec command : ManPage.commands(tool)) {
      String text = page("xen2kvm-" + command.name()).text();
      for (OptionSpec option : command.options()) {
        String shown = option.negatable() ? option.longestName().replace("--", "--[no-]") : option.longestName();
        assertThat(text).contains(Roff.bold(shown)).contains(Roff.escape(String.join(" ", option.description())));
      }
    }
  }

  @Test
  void theExamplesStandAsTheyAreTyped() {
    CommandSpec keep = CommandSpec.create().name("keep");
    keep.usageMessage().description("Keeps it. For ever.")
        .footer("", "Examples:", "  tool keep web1 && echo kept", "  tool keep a\\b   two", "", "Then: go on.");
    CommandSpec small = CommandSpec.create().name("tool").addSubcommand("keep", keep);
    assertThat(ManPage.of(small, "2026-11-20", "1.0").get(1).text()).contains("""
        .SH "NAME"
        tool\\-keep \\- Keeps it
        """).contains("""
        .SH "EXAMPLES"
        .EX
        tool keep web1 && echo kept
        tool keep a\\(rsb   two
        .EE
        .SH "NOTES"
        Then: go on.
        .SH "EXIT STATUS"
        """);
  }

  @Test
  void eachExitCodeIsTold() {
    for (ExitCode code : ExitCode.values()) {
      assertThat(page("xen2kvm-apply").text()).contains(".TP\n" + Roff.bold(String.valueOf(code.code())) + '\n');
    }
  }

  @Test
  void theToolsPageLeadsToEveryOther() {
    for (ManPage page : pages) {
      assertThat(page("xen2kvm").text()).contains(page.name().replace("-", "\\-"));
    }
  }

  @Test
  void groffWarnsOfNothing(@TempDir Path folder) throws IOException, InterruptedException {
    for (ManPage page : pages) {
      assertThat(new Tool("groff").run("-man", "-ww", "-z", "-Tutf8", written(page, folder)).words()).isEmpty();
    }
  }

  @Test
  void mandocWarnsOfNothing(@TempDir Path folder) throws IOException, InterruptedException {
    for (ManPage page : pages) {
      assertThat(new Tool("mandoc").run("-Tlint", "-Wwarning", written(page, folder)).words()).isEmpty();
    }
  }

  private static String written(ManPage page, Path folder) throws IOException {
    return Files.writeString(folder.resolve(page.name() + ".1"), page.text()).toString();
  }

  private ManPage page(String name) {
    return pages.stream().filter(page -> page.name().equals(name)).findFirst().orElseThrow();
  }
}
