package org.xen2kvm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.xen2kvm.cli.Main;
import org.xen2kvm.cli.shell.ExitCode;

/** docs/exit-codes.md says of exit codes and commands what the code says. */
final class ExitCodesPageTest {
  private static final Path PAGE = GoldenCase.ROOT.resolve("docs/exit-codes.md");
  private static final Pattern WORD = Pattern.compile("`([a-z-]+)`");

  @Test
  void theTableIsTheListOfCodes() throws IOException {
    List<String> rows = Files.readAllLines(PAGE).stream().filter(line -> line.matches("\\| \\d+ \\|.*")).toList();

    assertThat(rows).containsExactlyElementsOf(Arrays.stream(ExitCode.values())
        .map(code -> "| " + code.code() + " | `" + code.word() + "` | " + code.meaning() + " |").toList());
  }

  @Test
  void eachCommandHasARowOfCodesThatThereAre() throws IOException {
    List<String> codes = Arrays.stream(ExitCode.values()).map(code -> Integer.toString(code.code())).toList();
    List<String> commands = new ArrayList<>();
    for (String row : Files.readAllLines(PAGE)) {
      String[] cells = row.split(" ?\\| ?", -1);
      if (cells.length == 5 && cells[1].startsWith("`")) {
        WORD.matcher(cells[1]).results().map(MatchResult::group).forEach(word -> commands.add(word.replace("`", "")));
        assertThat(codes).as(row).contains(cells[2].split(" "));
      }
    }

    assertThat(commands).containsExactlyInAnyOrderElementsOf(Main.commandLine().subcommands().keySet());
  }
}
