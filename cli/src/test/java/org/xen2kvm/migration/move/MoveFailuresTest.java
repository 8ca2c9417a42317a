package org.xen2kvm.migration.move;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.migration.failure.FailureCatalog;

/** What libvirt 9.0 said when moves between two hosts were made to fail, and what is made of it. */
final class MoveFailuresTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "move-unsafe | Unsafe migration: Migration without shared storage is unsafe",
    "move-offline-storage | Requested operation is not valid: offline migration cannot handle non-shared storage",
    "move-canonical-name | internal error: hostname on destination resolved to localhost, but migration requires an FQDN",
    "host-unknown-name | Unable to resolve address 'nowhere.example' service '49152': Temporary failure in name resolution",
    "host-unreachable | Cannot recv data: ssh: connect to host beta port 22: Connection refused: Connection reset by peer",
    "host-unreachable | unable to connect to server at 'beta:16509': Connection refused",
    "host-unreachable | unable to connect to server at '198.51.100.9:4': No route to host",
    "host-unreachable | Failed to connect socket to '/nowhere': No such file or directory",
    "host-ssh-key | Cannot recv data: Host key verification failed.: Connection reset by peer",
    "host-ssh-key | Cannot recv data: root@beta: Permission denied (publickey).: Connection reset by peer",
    "host-tls | Cannot read CA certificate '/etc/pki/CA/cacert.pem': No such file or directory",
    "move-no-pool | Storage pool not found: no storage pool with matching target path '/srv/images'",
    "move-same-image | internal error: unable to execute QEMU command 'block-export-add': Block node is read-only",
    "image-missing | Cannot access storage file '/srv/d.img': No such file or directory",
    "bridge-missing | Cannot get interface MTU on 'br0': No such device",
    "name-taken | operation failed: domain 'g' already exists with uuid b97a08e0-b00d-421f-b575-7d461d89b377",
    "cpu-unsupported | operation failed: guest CPU doesn't match specification: missing features: avx512f",
  })
  void isExplained(String id, String said) {
    assertThat(FailureCatalog.onHost(said)).hasValueSatisfying(known -> assertThat(known.id()).isEqualTo(id));
  }
}
