package org.xen2kvm.migration.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.migration.json.JsonSchemas;
import org.xen2kvm.migration.plan.ImageIdentity;

/** The record beside a copy, and what somebody may make of it. */
final class CopyRecordTextTest {
  private static final FileState FILE = new FileState(Path.of("/d/a, b"), -3, new ImageIdentity(4096, 5, "0".repeat(64)));
  private static final CopyRecord BEGUN =
      new CopyRecord(List.of(FILE), DiskFormat.VHD, 4096, DiskFormat.QCOW2, 7, 512, Optional.empty());

  @Test
  void aRecordComesBackAndIsWhatTheSchemaSays() {
    for (CopyRecord record : List.of(BEGUN,
        new CopyRecord(List.of(FILE, FILE), DiskFormat.RAW, 4096, DiskFormat.RAW, 7, 4096, Optional.of(FILE)))) {
      String json = CopyRecordText.write(record);

      assertThat(JsonSchemas.problems("disk-copy", json)).isEmpty();
      assertThat(CopyRecordText.read(json)).isEqualTo(record);
    }
  }

  @Test
  void whatIsNoRecordIsRefused() {
    String json = CopyRecordText.write(BEGUN);
    for (String broken : List.of("", "null", "[]", "{}", json + "{}", json.replace("\"copied\" : 512", "\"copied\" : 5120"),
        json.replace("\"copied\" : 512", "\"copied\" : -1"), json.replace("\"copied\" : 512", "\"copied\" : 1e300"),
        json.replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"), json.replace("/d/a, b", "d/../a"),
        json.replace("/d/a", "/d/../a"),
        json.replace("qcow2", "vmdk"), json.replace("vhd", "host_device"), json.replace("0".repeat(64), "0"),
        json.replace("\"layers\"", "\"more\" : 1, \"layers\""), "[".repeat(100_000))) {
      assertThatThrownBy(() -> CopyRecordText.read(broken)).as(broken).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
