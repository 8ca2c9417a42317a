package org.xen2kvm.guestfix.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fs.GuestFileStat.Type;
import org.xen2kvm.guestfix.fs.GuestFilesystemException.Reason;

/** What every adapter of a guest's filesystem does. Each test has a directory of its own on a filesystem that they may share. */
public abstract class GuestFilesystemContract {
  private static final AtomicInteger DIRECTORIES = new AtomicInteger();
  private static final byte[] HELLO = "hello\n".getBytes(UTF_8);

  private GuestPath home = GuestPath.ROOT;

  /** The filesystem, empty at first. */
  protected abstract GuestFilesystemWriter files();

  @BeforeEach
  final void makeHome() {
    home = GuestPath.of("/t" + DIRECTORIES.incrementAndGet());
    files().makeDirectory(home);
  }

  /** A path in the test's directory. */
  protected final GuestPath in(String name) {
    return home.resolve(name);
  }

  @Test
  void whatIsWrittenIsRead() {
    files().write(in("fstab"), HELLO);

    assertThat(files().read(in("fstab"), 6)).isEqualTo(HELLO);
    assertThat(files().exists(in("fstab"))).isTrue();
    assertThat(files().list(home)).containsExactly("fstab");
    assertThat(files().stat(in("fstab"))).satisfies(stat -> {
      assertThat(stat.type()).isEqualTo(Type.REGULAR);
      assertThat(stat.size()).isEqualTo(6);
      assertThat(stat.permissions()).isEqualTo(0644);
    });
  }

  @Test
  void shorterContentReplacesLonger() {
    files().write(in("f"), "a long line\n".getBytes(UTF_8));
    files().write(in("f"), HELLO);

    assertThat(files().read(in("f"), 100)).isEqualTo(HELLO);
  }

  @Test
  void emptyContentIsContent() {
    files().write(in("f"), new byte[0]);

    assertThat(files().read(in("f"), 0)).isEmpty();
    assertThat(files().readRange(in("f"), 0, 10)).isEmpty();
  }

  @Test
  void contentLargerThanOneMessage() throws IOException {
    byte[] large = new byte[9_000_001];
    for (int at = 0; at < large.length; at++) {
      large[at] = (byte) (at * 31 + at / 4096);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    files().write(in("large"), large);
    files().copyOut(in("large"), out, large.length);

    assertThat(Arrays.equals(files().read(in("large"), large.length), large)).isTrue();
    assertThat(Arrays.equals(out.toByteArray(), large)).isTrue();
    assertThat(Arrays.equals(
        files().readRange(in("large"), 4_000_000, 3_000_000), Arrays.copyOfRange(large, 4_000_000, 7_000_000))).isTrue();
    assertThat(files().readRange(in("large"), large.length - 2L, 10)).hasSize(2);
    assertThat(files().readRange(in("large"), large.length + 2L, 10)).isEmpty();
  }

  @Test
  void largerFileThanAllowedIsRefusedAndNotCut() {
    files().write(in("f"), HELLO);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    refused(Reason.TOO_LARGE, () -> files().read(in("f"), 5));
    refused(Reason.TOO_LARGE, () -> files().copyOut(in("f"), out, 5));
    assertThat(out.size()).isZero();
  }

  @Test
  void namesAreSortedAndMayBeOdd() {
    for (String name : new String[] {"b", "a", ".hidden", "with space", "größe", "-n", "new\nline", "{x,y}*"}) {
      files().write(in(name), HELLO);
    }

    assertThat(files().list(home)).containsExactly("-n", ".hidden", "a", "b", "größe", "new\nline", "with space", "{x,y}*");
    assertThat(files().read(in("new\nline"), 10)).isEqualTo(HELLO);
    assertThat(files().read(in("{x,y}*"), 10)).isEqualTo(HELLO);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(files().exists(in("no"))).isFalse();
    refused(Reason.NOT_FOUND, () -> files().read(in("no"), 10));
    refused(Reason.NOT_FOUND, () -> files().readRange(in("no"), 0, 10));
    refused(Reason.NOT_FOUND, () -> files().stat(in("no")));
    refused(Reason.NOT_FOUND, () -> files().list(in("no")));
    refused(Reason.NOT_FOUND, () -> files().readLink(in("no")));
    refused(Reason.NOT_FOUND, () -> files().remove(in("no")));
    refused(Reason.NOT_FOUND, () -> files().append(in("no"), HELLO));
    refused(Reason.NOT_FOUND, () -> files().copyFile(in("no"), in("copy")));
    refused(Reason.NOT_FOUND, () -> files().write(in("no/file"), HELLO));
    refused(Reason.NOT_FOUND, () -> files().makeDirectory(in("no/directory")));
    refused(Reason.NOT_FOUND, () -> files().symlink(in("no/link"), "x"));
  }

  @Test
  void pathThroughAFileLeadsNowhere() {
    files().write(in("f"), HELLO);

    assertThat(files().exists(in("f/x"))).isFalse();
    refused(Reason.NOT_FOUND, () -> files().read(in("f/x"), 10));
    refused(Reason.NOT_FOUND, () -> files().stat(in("f/x")));
    refused(Reason.NOT_FOUND, () -> files().list(in("f/x")));
  }

  @Test
  void wrongKindOfFileIsRefused() {
    files().write(in("f"), HELLO);
    files().makeDirectory(in("d"));

    refused(Reason.WRONG_TYPE, () -> files().read(in("d"), 10));
    refused(Reason.WRONG_TYPE, () -> files().write(in("d"), HELLO));
    refused(Reason.WRONG_TYPE, () -> files().append(in("d"), HELLO));
    refused(Reason.WRONG_TYPE, () -> files().copyFile(in("d"), in("copy")));
    refused(Reason.WRONG_TYPE, () -> files().copyFile(in("f"), in("d")));
    refused(Reason.WRONG_TYPE, () -> files().list(in("f")));
    refused(Reason.WRONG_TYPE, () -> files().readLink(in("f")));
    refused(Reason.WRONG_TYPE, () -> files().remove(in("d")));
    refused(Reason.WRONG_TYPE, () -> files().symlink(in("f"), "x"));
    refused(Reason.WRONG_TYPE, () -> files().symlink(in("d"), "x"));
    refused(Reason.WRONG_TYPE, () -> files().makeDirectory(in("f")));
  }

  @Test
  void absoluteLinkBeginsAtTheGuestsRoot() {
    files().write(in("fstab.real"), HELLO);
    files().symlink(in("fstab"), in("fstab.real").value());

    assertThat(files().read(in("fstab"), 10)).isEqualTo(HELLO);
    assertThat(files().readLink(in("fstab"))).isEqualTo(in("fstab.real").value());
    assertThat(files().stat(in("fstab")).type()).isEqualTo(Type.SYMLINK);
  }

  @Test
  void writingToALinkChangesWhatItLeadsTo() {
    files().write(in("real"), HELLO);
    files().symlink(in("relative"), "real");
    files().symlink(in("link"), "./relative");

    files().write(in("link"), "new".getBytes(UTF_8));
    files().append(in("link"), "x".getBytes(UTF_8));

    assertThat(files().stat(in("link")).type()).isEqualTo(Type.SYMLINK);
    assertThat(files().read(in("real"), 10)).isEqualTo("new\0x".getBytes(UTF_8));
  }

  @Test
  void linkedDirectoriesAreFollowedEverywhere() {
    files().makeDirectory(in("real"));
    files().symlink(in("dir"), in("real").value());

    files().write(in("dir/f"), HELLO);
    files().symlink(in("dir/link"), "f");
    files().makeDirectory(in("dir/sub"));
    files().copyFile(in("dir/link"), in("dir/copy"));

    assertThat(files().list(in("dir"))).containsExactly("copy", "f", "link", "sub");
    assertThat(files().list(in("real"))).containsExactly("copy", "f", "link", "sub");
    files().remove(in("dir/f"));
    files().remove(in("dir/link"));
    assertThat(files().list(in("real"))).containsExactly("copy", "sub");
    files().makeDirectory(in("dir")); // is there
  }

  @Test
  void linkAboveTheRootStaysInTheGuest() {
    files().write(in("f"), HELLO);
    files().symlink(in("up"), "../../../../../.." + in("f"));

    assertThat(files().read(in("up"), 10)).isEqualTo(HELLO);
  }

  @Test
  void circularLinkExistsOnlyAsALink() {
    files().symlink(in("a"), "b");
    files().symlink(in("b"), "a");

    assertThat(files().exists(in("a"))).isFalse();
    assertThat(files().stat(in("a")).type()).isEqualTo(Type.SYMLINK);
    refused(Reason.LINK_LOOP, () -> files().read(in("a"), 10));
    refused(Reason.LINK_LOOP, () -> files().write(in("a"), HELLO));
    refused(Reason.LINK_LOOP, () -> files().list(in("a")));
  }

  @Test
  void linkThatLeadsNowhereIsNotWrittenThrough() {
    files().symlink(in("link"), "nowhere");

    assertThat(files().exists(in("link"))).isFalse();
    refused(Reason.NOT_FOUND, () -> files().read(in("link"), 10));
    refused(Reason.NOT_FOUND, () -> files().write(in("link"), HELLO));
    refused(Reason.NOT_FOUND, () -> files().makeDirectory(in("link")));
    assertThat(files().list(home)).containsExactly("link");
  }

  @Test
  void linkReplacesALink() {
    files().symlink(in("link"), "old");
    files().symlink(in("link"), "-f");

    assertThat(files().readLink(in("link"))).isEqualTo("-f");
    Assertions.assertThatIllegalArgumentException().isThrownBy(() -> files().symlink(in("link"), ""));
  }

  @Test
  void removingALinkLeavesWhatItLeadsTo() {
    files().makeDirectory(in("d"));
    files().symlink(in("link"), "d");

    files().remove(in("link"));

    assertThat(files().list(home)).containsExactly("d");
  }

  @Test
  void appendedContentBeginsAtAMultipleOfFour() {
    for (int length = 0; length <= 4; length++) {
      GuestPath file = in("initrd" + length);
      files().write(file, Arrays.copyOf(HELLO, length));
      files().append(file, "070701".getBytes(UTF_8));

      byte[] expected = Arrays.copyOf(Arrays.copyOf(HELLO, length), length == 0 ? 6 : 10);
      System.arraycopy("070701".getBytes(UTF_8), 0, expected, length == 0 ? 0 : 4, 6);
      assertThat(files().read(file, 100)).as("%s bytes", length).isEqualTo(expected);
    }
  }

  @Test
  void copyHasTheContentAndReplacesAnOldOne() {
    files().write(in("f"), HELLO);
    files().write(in("old"), "something longer".getBytes(UTF_8));
    files().symlink(in("link"), "f");

    files().copyFile(in("link"), in("new"));
    files().copyFile(in("f"), in("old"));

    assertThat(files().read(in("new"), 10)).isEqualTo(HELLO);
    assertThat(files().read(in("old"), 10)).isEqualTo(HELLO);
    assertThat(files().stat(in("new")).modifiedSeconds()).isEqualTo(files().stat(in("f")).modifiedSeconds());
    refused(Reason.WRONG_TYPE, () -> files().copyFile(in("old"), in("link")));
  }

  @Test
  void directoryIsMadeOnce() {
    files().makeDirectory(in("d"));
    files().write(in("d/f"), HELLO);
    files().makeDirectory(in("d"));

    assertThat(files().list(in("d"))).containsExactly("f");
    assertThat(files().stat(in("d"))).satisfies(stat -> {
      assertThat(stat.type()).isEqualTo(Type.DIRECTORY);
      assertThat(stat.permissions()).isEqualTo(0755);
    });
  }

  @Test
  void rootIsADirectoryThatStays() {
    assertThat(files().stat(GuestPath.ROOT).type()).isEqualTo(Type.DIRECTORY);
    assertThat(files().exists(GuestPath.ROOT)).isTrue();
    files().makeDirectory(GuestPath.ROOT);
    refused(Reason.WRONG_TYPE, () -> files().remove(GuestPath.ROOT));
    refused(Reason.WRONG_TYPE, () -> files().write(GuestPath.ROOT, HELLO));
  }

  @Test
  void programThatIsNotThereCannotBeRun() {
    refused(Reason.NOT_FOUND, () -> files().run(List.of("/no/such/program", "-x")));
  }

  /** The call must fail for that reason and name a path. */
  protected static void refused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(GuestFilesystemException.class, refusal -> {
      assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
      assertThat(Objects.requireNonNull(refusal.getMessage())).startsWith("/");
    });
  }
}
