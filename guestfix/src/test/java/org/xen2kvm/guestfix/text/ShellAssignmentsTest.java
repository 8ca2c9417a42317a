package org.xen2kvm.guestfix.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.text.ShellAssignments.Assignment;
import org.xen2kvm.guestfix.text.ShellAssignments.Quoting;

final class ShellAssignmentsTest {
  private static final String SYSCONFIG = """
      ## Path: System/Kernel
      # INITRD_MODULES="commented"
      INITRD_MODULES="xenblk xennet"  # modules
      DEVICE='eth0'
      ONBOOT=yes
      GRUB_CMDLINE="root=/dev/xvda1 \\
        quiet \\"a b\\" $EXTRA"
      LIST+=" more "
      """;

  private static ShellAssignments with(String text) {
    return ShellAssignments.parse(text);
  }

  @Test
  void readsEveryStyleOfQuotes() {
    assertThat(with(SYSCONFIG).all()).extracting(Assignment::name, Assignment::value, Assignment::quoting, Assignment::line)
        .containsExactly(
            Assertions.tuple("INITRD_MODULES", "xenblk xennet", Quoting.DOUBLE, 3),
            Assertions.tuple("DEVICE", "eth0", Quoting.SINGLE, 4),
            Assertions.tuple("ONBOOT", "yes", Quoting.NONE, 5),
            Assertions.tuple("GRUB_CMDLINE", "root=/dev/xvda1   quiet \"a b\" $EXTRA", Quoting.DOUBLE, 6),
            Assertions.tuple("LIST", " more ", Quoting.DOUBLE, 8));
  }

  @Test
  void theLastAssignmentCountsAndPlusAdds() {
    ShellAssignments text = with("A=1\nA=2\nA+=3\nB+=x\n");

    assertThat(text.value("A")).contains("23");
    assertThat(text.value("B")).contains("x");
    assertThat(text.value("C")).isEmpty();
  }

  @Test
  void aNewValueKeepsTheQuotesAndEverythingElse() {
    assertThat(with(SYSCONFIG).with("INITRD_MODULES", "virtio_blk").with("DEVICE", "eth1").with("ONBOOT", "no").text())
        .isEqualTo(SYSCONFIG.replace("xenblk xennet", "virtio_blk").replace("'eth0'", "'eth1'").replace("=yes", "=no"));
  }

  @Test
  void aValueThatItsQuotesCannotHoldGetsOthers() {
    assertThat(with("A=x\nB='y'\n").with("A", "x y").with("B", "it's $5").text())
        .isEqualTo("A=\"x y\"\nB=\"it's \\$5\"\n");
  }

  @Test
  void theSameValueChangesNothing() {
    assertThat(with(SYSCONFIG).with("ONBOOT", "yes").text()).isEqualTo(SYSCONFIG);
  }

  @Test
  void aVariableThatIsNotThereIsAddedAtTheEnd() {
    assertThat(with("A=1").with("B", "2").text()).isEqualTo("A=1\nB=\"2\"\n");
    assertThat(with("A=1\r\n").with("B", "2").text()).isEqualTo("A=1\r\nB=\"2\"\r\n");
    assertThat(with("").with("B", "2").text()).isEqualTo("B=\"2\"\n");
    assertThat(with("B+=1\n").with("B", "2").text()).isEqualTo("B+=1\nB=\"2\"\n");
  }

  @Test
  void editingAsWrittenKeepsVariablesEscapesAndContinuedLines() {
    assertThat(with(SYSCONFIG).editWritten(a -> a.name().equals("GRUB_CMDLINE"), w -> w.replace("xvda1", "vda1")).text())
        .isEqualTo(SYSCONFIG.replace("xvda1", "vda1"));
  }

  @Test
  void anUnquotedValueThatNeedsQuotesGetsThem() {
    assertThat(with("A=b # c\n").editWritten(a -> true, w -> w + " d").text()).isEqualTo("A=\"b d\" # c\n");
  }

  @Test
  void anEditThatWouldLeaveItsQuotesIsNotMade() {
    assertThat(with("A='b'\nC=\"d\"\n").editWritten(a -> true, w -> "' \" ;").text()).isEqualTo("A='b'\nC=\"d\"\n");
    assertThat(with("A=b\\ c\n").editWritten(a -> true, w -> w + " d").text()).isEqualTo("A=b\\ c\n");
  }

  @Test
  void valuesOfSeveralPiecesAreReadAndNotEdited() {
    ShellAssignments text = with("A=\"a \"'b'$C\n");

    assertThat(text.value("A")).contains("a b$C");
    assertThat(text.editWritten(a -> true, w -> "x").text()).isEqualTo("A=\"a \"'b'$C\n");
    assertThat(text.with("A", "x").text()).isEqualTo("A=\"x\"\n");
  }

  @Test
  void removesTheLinesOfAVariable() {
    assertThat(with("A=1\nexport B=2 # two\nC=3; B=4\nB=5;D=6\n").without("B").text()).isEqualTo("A=1\nC=3; B=4\nB=5;D=6\n");
  }

  @Test
  void whatIsNoPlainAssignmentIsPassedOver() {
    assertThat(with("A=1 command\nB=(x y)\n[ -f x ] && C=1\n#D=1\n=x\n1A=2\nif E=1 then\n").all()).isEmpty();
    assertThat(with("  F=1\n\tG=2\r\n").all()).extracting(Assignment::name, Assignment::value)
        .containsExactly(Assertions.tuple("F", "1"), Assertions.tuple("G", "2"));
  }

  @Test
  void aQuoteThatIsNeverClosedCostsOnlyItsLine() {
    assertThat(with("A=\"x\nB=1\n").value("B")).contains("1");
    assertThat(with("A='x\nB=1\n").all()).hasSize(1);
  }

  @Test
  void anyTextIsReadAndKept() {
    Random random = new Random(7);
    String alphabet = "AB=+'\"\\ \n#$;\t\r(";
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String given = text.toString();
      assertThatNoException().isThrownBy(() -> with(given).with("B", "x $ ' \"").without("A"));
      assertThat(with(given).editWritten(a -> true, w -> w).text()).isEqualTo(given);
      String value = given.replace("\\\n", "");
      assertThat(with("A=1\n").with("Q", value).value("Q")).contains(value);
    }
    with("A=\"\\\"\nB='\n".repeat(100_000));
  }
}
