package org.xen2kvm.guestfix.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Values of the guest filesystem ports. */
final class GuestFileStatTest {
  @Test
  void twelveBitsOfPermissionsFit() {
    assertThat(new GuestFileStat(GuestFileStat.Type.REGULAR, 5, 04755, 0, 0, 0).permissions()).isEqualTo(04755);
  }

  @Test
  void fileTypeBitsAreNoPermissions() {
    assertThatThrownBy(() -> new GuestFileStat(GuestFileStat.Type.REGULAR, 5, 0100644, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0100644");
  }

  @Test
  void onlyExitStatusZeroIsSuccess() {
    assertThat(new CommandResult(0, "").succeeded()).isTrue();
    assertThat(new CommandResult(1, "").succeeded()).isFalse();
  }

  @Test
  void failureNamesThePathAndTheReason() {
    GuestFilesystemException failure = new GuestFilesystemException(
        GuestPath.of("/etc/fstab"), GuestFilesystemException.Reason.NOT_FOUND, "cannot read: no such file", null);

    assertThat(failure).hasMessage("/etc/fstab: cannot read: no such file");
    assertThat(failure.path()).isEqualTo(GuestPath.of("/etc/fstab"));
    assertThat(failure.reason()).isEqualTo(GuestFilesystemException.Reason.NOT_FOUND);
  }
}
