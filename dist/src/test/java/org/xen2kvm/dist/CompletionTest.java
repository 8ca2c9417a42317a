package org.xen2kvm.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Main;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

final class CompletionTest {
  private final CommandSpec tool = Main.commandLine();

  @Test
  void bothShellsKnowEachCommandAndEachOption() {
    String bash = BashCompletion.of(tool);
    String zsh = ZshCompletion.of(tool);
    for (CommandSpec command : ManPage.commands(tool)) {
      String function = bash.substring(bash.indexOf("\n    " + command.name() + ")\n"));
      function = function.substring(0, function.indexOf(";;"));
      String branch = zsh.substring(zsh.indexOf("\n      " + command.name() + ")\n"));
      branch = branch.substring(0, branch.indexOf(";;"));
      for (OptionSpec option : command.options()) {
        for (String name : option.names()) {
          assertThat(function).containsPattern("words='([^']* )?" + name + "[ ']");
          assertThat(branch).containsPattern("[{',*]" + name + "[=+,}\\[]");
        }
      }
    }
  }

  @Test
  void bashCompletesCommandsOptionsAndFiles(@TempDir Path folder) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("completion"), BashCompletion.of(tool));
    Files.writeString(folder.resolve("guest.xml"), "");
    assertThat(new Tool("bash").run("-n", script.toString())).isEqualTo(new Tool.Answer(0, ""));
    assertThat(bash(script, folder, "xen2kvm", "conv")).isEqualTo("convert\n");
    assertThat(bash(script, folder, "xen2kvm", "diff", "--pol")).isEqualTo("--policy\n");
    assertThat(bash(script, folder, "xen2kvm", "convert", "gu")).isEqualTo("guest.xml\n");
    assertThat(bash(script, folder, "xen2kvm", "convert", "--policy", "gu")).isEqualTo("guest.xml\n");
    assertThat(bash(script, folder, "xen2kvm", "convert", "--policy", "=", "gu")).isEqualTo("guest.xml\n");
    assertThat(bash(script, folder, "xen2kvm", "convert", "--policy", "=")).isEqualTo("completion\nguest.xml\n");
    assertThat(bash(script, folder, "xen2kvm", "survey", "--color", "a")).isEqualTo("always\nauto\n");
    assertThat(bash(script, folder, "xen2kvm", "convert", "--disk-format", "=")).isEqualTo("qcow2\nraw\n");
    assertThat(bash(script, folder, "xen2kvm", "plan", "--work-dir", "gu")).isEqualTo("");
    assertThat(bash(script, folder, "xen2kvm", "move", "gu")).isEqualTo("");
  }

  @Test
  void theNameOfAFileStaysAName(@TempDir Path folder) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("completion"), BashCompletion.of(tool));
    Files.writeString(folder.resolve("guest$(touch ran)"), "");
    assertThat(bash(script, folder, "xen2kvm", "convert", "gu")).isEqualTo("guest$(touch ran)\n");
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  /** Zsh's own completion, driven through a terminal as somebody would who presses the tabulator key. */
  @Test
  void zshCompletesCommandsOptionsAndFiles(@TempDir Path folder) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("_xen2kvm"), ZshCompletion.of(tool));
    Path work = Files.createDirectory(folder.resolve("work"));
    Files.writeString(work.resolve("guest.xml"), "");
    assertThat(zsh(folder, "xen2kvm roll")).isEqualTo("xen2kvm rollback ");
    assertThat(zsh(folder, "xen2kvm diff --pol")).isEqualTo("xen2kvm diff --policy=");
    assertThat(zsh(folder, "xen2kvm convert gu")).isEqualTo("xen2kvm convert guest.xml ");
    assertThat(zsh(folder, "xen2kvm convert --policy=gu")).isEqualTo("xen2kvm convert --policy=guest.xml ");
    assertThat(zsh(folder, "xen2kvm convert -o gu")).isEqualTo("xen2kvm convert -o guest.xml ");
    assertThat(zsh(folder, "xen2kvm status --color=n")).isEqualTo("xen2kvm status --color=never ");
    assertThat(zsh(folder, "xen2kvm move gu")).isEqualTo("xen2kvm move gu");
  }

  private static String bash(Path script, Path folder, String... words) throws IOException, InterruptedException {
    StringBuilder program = new StringBuilder("cd \"$1\"; . \"$2\"; shift 2; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));"
        + " COMP_LINE=\"$*\"; _xen2kvm 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]-}\" | grep . | sort");
    String[] arguments = new String[words.length + 5];
    System.arraycopy(new String[] {"-c", program.toString(), "bash", folder.toString(), script.toString()}, 0, arguments, 0, 5);
    System.arraycopy(words, 0, arguments, 5, words.length);
    return new Tool("bash").run(arguments).words();
  }

  private static String zsh(Path folder, String typed) throws IOException, InterruptedException {
    Path program = Files.writeString(folder.resolve("driver"), """
        zmodload zsh/zpty
        zpty shell 'cd %1$s/work; TERM=dumb exec zsh -f -i'
        zpty -w shell 'PS1=; unsetopt prompt_sp; fpath=(%1$s $fpath); autoload -Uz compinit; compinit -u -d %1$s/dump
        show-line() { print -r -- "LI""NE<$BUFFER>"; BUFFER=; zle accept-line }; zle -N show-line
        bindkey "^I" expand-or-complete; bindkey "^X" show-line; print "REA""DY"'
        while zpty -r shell line; do [[ $line = *READY* ]] && break; done
        zpty -n -w shell '%2$s'$'\\t\\x18'
        while zpty -r shell line; do [[ $line = *"LINE<"*">"* ]] && break; done
        zpty -d shell
        print -rn -- "${${line#*LINE<}%%>*}"
        """.formatted(folder, typed));
    return new Tool("zsh").run("-f", program.toString()).words();
  }
}
