package org.xen2kvm.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;

/** A small estate with one of each: what converts, what does not, what cannot be read, what is none, and what meets another. */
final class Estate {
  private Estate() {}

  /** Writes it; the same seed gives the same estate. */
  static void write(Path directory, String folder, int domains, long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < domains; i++) {
      String name = "d" + i % (domains - 3); // the last ones have the names of the first
      String place = folder + "/" + (i % 4 == 0 ? "" : "site" + i % 4 + "/") + "d" + i;
      String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
      switch (i % 5) {
        case 0 -> Cli.write(directory, place + ".xml", Cli.xen(name));
        case 1 -> Cli.write(directory, place + ".cfg", config(name, uuid));
        case 2 -> Cli.write(directory, place + ".xml", withUuid(Cli.kvm(name), uuid));
        case 3 -> Cli.write(directory, place + ".xml", withUuid(Cli.xenWithPassword(name, "s3cret"), uuid));
        default -> Cli.write(directory, place + ".xml", withUuid(Cli.xenWithTpm(name), uuid));
      }
    }
    Cli.write(directory, folder + "/bad.xml", "<bad");
    Cli.write(directory, folder + "/network.xml", "<network><name>n</name></network>");
    Cli.write(directory, folder + "/copy.xml", Cli.xen("d0"));
    Cli.write(directory, folder + "/README", "Not a guest.\n");
    Cli.write(directory, folder + "/d0.xml~", Cli.xen("d0"));
    Files.write(directory.resolve(folder + "/latin.xml"), "<domain>\u00e9</domain>".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(directory.resolve(folder + "/packed.xml"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0});
    Files.write(directory.resolve(folder + "/disk.img"), new byte[10_000]);
    Files.createSymbolicLink(directory.resolve(folder + "/dangling.xml"), Path.of("nowhere"));
  }

  private static String withUuid(String definition, String uuid) {
    return definition.replace("</name>", "</name>\n  <uuid>" + uuid + "</uuid>");
  }

  private static String config(String name, String uuid) {
    return """
        name   = '%s'
        uuid   = '%s'
        type   = 'hvm'
        memory = 1024
        disk   = [ '/srv/images/%s.raw,raw,xvda,rw' ]
        vif    = [ 'mac=00:16:3e:01:02:03,bridge=xenbr7' ]
        """.formatted(name, uuid, name);
  }
}
