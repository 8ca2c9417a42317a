package org.example.provisioning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.migration.failure.FailureCatalog;

/** Converts a definition, and asks what failures of guests are known. */
public final class Provisioning {
  private Provisioning() {}

  /** Reads a definition from the first file, writes the converted one to the second, and prints what came of it. */
  public static void main(String[] args) throws IOException {
    ConversionResult result = DomainConverter.convert(
        Files.readString(Path.of(args[0])), Policy.defaults(), HostProfile.generic(), GuestFacts.unknown());
    System.out.println(result.outcome() + ", changes: " + result.changes().size() + ", known failures: "
        + FailureCatalog.all().size() + ", modules: " + DomainConverter.class.getModule().getName() + ' '
        + FailureCatalog.class.getModule().getName());
    Files.writeString(Path.of(args[1]), result.converted());
  }
}
