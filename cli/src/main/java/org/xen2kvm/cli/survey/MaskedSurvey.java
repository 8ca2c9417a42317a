package org.xen2kvm.cli.survey;

import java.util.List;
import org.xen2kvm.cli.batch.MaskedTraits;
import org.xen2kvm.cli.secret.SecretMask;
import org.xen2kvm.migration.survey.domain.DeviceUse;
import org.xen2kvm.migration.survey.domain.DiskUse;
import org.xen2kvm.migration.survey.domain.FileUse;
import org.xen2kvm.migration.survey.domain.NicUse;
import org.xen2kvm.migration.survey.domain.SurveyedDomain;

/** What a survey tells of a domain, its secrets masked: whatever is a text of the definition. Stateless. */
final class MaskedSurvey {
  private MaskedSurvey() {}

  static SurveyedDomain of(SurveyedDomain domain) {
    List<DiskUse> disks = domain.disks().stream().map(disk -> new DiskUse(mask(disk.type()), mask(disk.place()), mask(disk.protocol()),
        mask(disk.servers()), mask(disk.format()), mask(disk.device()), disk.written(), disk.secret())).toList();
    List<NicUse> nics = domain.nics().stream().map(nic -> new NicUse(mask(nic.type()), mask(nic.source()), mask(nic.mac()),
        mask(nic.model()), mask(nic.toType()), mask(nic.toSource()))).toList();
    List<DeviceUse> devices =
        domain.devices().stream().map(device -> new DeviceUse(mask(device.type()), mask(device.address()))).toList();
    List<FileUse> files =
        domain.files().stream().map(file -> new FileUse(file.purpose(), mask(file.path()), file.needed())).toList();
    return new SurveyedDomain(domain.input(), domain.state(), mask(domain.problem()), mask(domain.name()), domain.kind(), domain.system(),
        domain.boot(), domain.memoryKib(), domain.vcpus(), disks, nics, devices, files, domain.displays(), domain.processors(),
        domain.findings().stream().map(SecretMask::mask).toList(), domain.traits().map(MaskedTraits::of));
  }

  private static String mask(String text) {
    return SecretMask.mask(text);
  }
}
