package org.xen2kvm.guestfix.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.plan.FixPlan;
import org.xen2kvm.guestfix.plan.GuestAction.WriteFile;
import org.xen2kvm.guestfix.plan.Reason;

final class FixCatalogTest {
  private static final GuestPath FILE = GuestPath.of("/etc/motd");

  private record Lambda(String id, BiConsumer<GuestEditor, FixContext> body) implements Fix {
    @Override
    public FixDescriptor descriptor() {
      return FixDescriptor.of(id, "Title", "Description");
    }

    @Override
    public void plan(GuestEditor guest, FixContext context) {
      body.accept(guest, context);
    }
  }

  private static FixPlan plan(GuestCase guest, Fix... fixes) {
    return new FixCatalog(List.of(fixes)).plan(guest.files, guest.inspection(), guest.hardware(), guest.options());
  }

  @Test
  void editsOfSeveralFixesToOneFileAreOneActionWithBothReasons() {
    GuestCase guest = GuestCase.debian().file("/etc/motd.real", "one\n").link("/etc/motd", "/etc/motd.real");

    FixPlan plan = plan(guest,
        new Lambda("first", (editor, context) -> editor.edit(FILE, text -> text + "two\n", "second line")),
        new Lambda("second", (editor, context) ->
            editor.edit(GuestPath.of("/etc/motd.real"), text -> text + "three\n", "third line")));

    assertThat(plan.actions()).singleElement().isInstanceOfSatisfying(WriteFile.class, write -> {
      assertThat(write.path()).hasToString("/etc/motd.real");
      assertThat(write.after().text()).isEqualTo("one\ntwo\nthree\n");
      assertThat(write.reasons().stream().map(Reason::text)).containsExactly("second line", "third line");
    });
  }

  @Test
  void editsThatCancelOutAreNoAction() {
    GuestCase guest = GuestCase.debian().file("/etc/motd", "one\n");

    FixPlan plan = plan(guest,
        new Lambda("first", (editor, context) -> editor.write(FILE, "two\n", "other text")),
        new Lambda("second", (editor, context) -> editor.write(FILE, "one\n", "back again")));

    assertThat(plan.actions()).isEmpty();
  }

  @Test
  void aRefusalEndsThePlanning() {
    FixPlan plan = plan(GuestCase.debian(),
        new Lambda("first", (editor, context) -> {
          editor.write(FILE, "x", "any");
          context.refuse("", "No way", "Go away.");
        }),
        new Lambda("second", (editor, context) -> context.note("", "never said")));

    assertThat(plan.isRefused()).isTrue();
    assertThat(plan.actions()).isEmpty();
    assertThat(plan.findings()).hasSize(1);
  }

  @Test
  void aFileThatIsNotUtf8ComesOutAsItWentIn() {
    byte[] latin1 = {'#', ' ', (byte) 0xe4, '\n', 'a', '\n'};
    GuestCase guest = GuestCase.debian().file("/etc/motd", latin1);

    FixTester.on(new Lambda("first", (editor, context) ->
        editor.edit(FILE, text -> text.replace("a\n", "b\n"), "b it is")), guest).changesOnly("/etc/motd");

    assertThat(guest.files.read(FILE, 100)).containsExactly('#', ' ', 0xe4, '\n', 'b', '\n');
  }

  @Test
  void laterFixesSeeWhatEarlierOnesMadeAndRemoved() {
    GuestCase guest = GuestCase.debian().file("/etc/old", "old").link("/etc/link", "old");

    FixPlan plan = plan(guest,
        new Lambda("first", (editor, context) -> {
          editor.remove(GuestPath.of("/etc/link"), "gone");
          editor.write(GuestPath.of("/etc/new.d/file"), "new", "new");
        }),
        new Lambda("second", (editor, context) -> {
          assertThat(editor.exists("/etc/link")).isFalse();
          assertThat(editor.exists("/etc/old")).isTrue();
          assertThat(editor.list(GuestPath.of("/etc"))).containsExactly("hostname", "new.d", "old");
          assertThat(editor.text(GuestPath.of("/etc/new.d/file"))).contains("new");
        }));

    assertThat(plan.actions()).hasSize(3);
  }
}
