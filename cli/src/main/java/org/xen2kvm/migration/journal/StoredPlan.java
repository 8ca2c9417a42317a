package org.xen2kvm.migration.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.xen2kvm.file.Sha256;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.json.PlanFile;
import org.xen2kvm.migration.plan.MigrationPlan;

/** The plan that a migration carried out, as it stands beside its journal. Stateless. */
final class StoredPlan {
  private static final int LARGEST = 64 << 20;

  private StoredPlan() {}

  /**
   * Returns the plan.
   *
   * @throws MigrationException (REFUSED) when it is not the one of the journal
   */
  static MigrationPlan read(Migration migration) {
    Path file = migration.folder().resolve(Journal.PLAN);
    String expected = migration.planSha256().orElseThrow(() ->
        new MigrationException(Reason.REFUSED, migration.name() + " ended before it had a plan", "", null));
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (!Sha256.of(bytes).equals(expected)) {
        throw new MigrationException(
            Reason.REFUSED, "The plan " + file + " is not the one that was carried out", "Nothing is done on its word.", null);
      }
      return PlanFile.read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("A plan is written as UTF-8", e);
    } catch (IOException e) {
      throw Journal.unreadable(file, e);
    }
  }
}
