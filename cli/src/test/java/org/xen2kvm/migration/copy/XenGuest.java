package org.xen2kvm.migration.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;

/** A Xen guest whose disks are small images of each kind that is copied. */
final class XenGuest {
  static final int MEBIBYTE = 1 << 20;

  private XenGuest() {}

  /** Makes a sparse raw image of that many MiB, every second one of which holds something. */
  static Path raw(Path file, int mebibytes) {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength((long) mebibytes * MEBIBYTE);
      byte[] bytes = new byte[MEBIBYTE];
      Random random = new Random(mebibytes);
      for (int at = 0; at < mebibytes; at += 2) {
        random.nextBytes(bytes);
        out.seek((long) at * MEBIBYTE);
        out.write(bytes);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void qemuImg(String... arguments) {
    try {
      String[] argv = new String[arguments.length + 1];
      argv[0] = "qemu-img";
      System.arraycopy(arguments, 0, argv, 1, arguments.length);
      Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static boolean same(Path one, String format, Path other, String otherFormat) {
    qemuImg("compare", "-f", format, "-F", otherFormat, one.toString(), other.toString());
    return Files.exists(one);
  }

  static String disk(String device, String format, Path file, String target) {
    return """
            <disk type='file' device='%s'>
              <driver name='qemu' type='%s'/>
              <source file='%s'/>
              <target dev='%s' bus='%s'/>
            </disk>
        """.formatted(device, format, file, target, target.startsWith("hd") ? "ide" : "xen").indent(0);
  }

  static String definition(String name, String disks) {
    return """
        <domain type='xen'>
          <name>%s</name>
          <memory unit='KiB'>1048576</memory>
          <os>
            <type arch='x86_64' machine='xenfv'>hvm</type>
            <boot dev='hd'/>
          </os>
          <features>
            <acpi/>
          </features>
          <devices>
        %s  </devices>
        </domain>
        """.formatted(name, disks);
  }

  static ConversionResult convert(String definition) {
    return DomainConverter.convert(definition, Policy.defaults(), HostProfile.generic(), GuestFacts.unknown());
  }
}
