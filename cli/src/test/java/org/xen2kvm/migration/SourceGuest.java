package org.xen2kvm.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.guestfix.fix.FixOptions;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.migration.plan.KeepChoice;

/**
 * A Xen guest in a folder: raw images of 1 MiB, which real qemu-img works on, and its definition.
 *
 * @param folder where all of it is
 * @param images its images; xvda, xvdb …
 */
public record SourceGuest(Path folder, List<Path> images) {
  /** What tools are called in plans. */
  public static final String VERSION = "1.2.3-test";

  /** Where tests have their migrations written down, in the guest's folder: not part of the guest. */
  public static final String STATE = ".state";

  private static final int SIZE = 1 << 20;

  /** Makes images in a folder. */
  public static SourceGuest in(Path folder, int disks) {
    List<Path> images = new ArrayList<>();
    for (int disk = 0; disk < disks; disk++) {
      byte[] content = new byte[SIZE];
      new Random(disk).nextBytes(content);
      try {
        images.add(Files.write(folder.resolve("web1-" + (char) ('a' + disk) + ".img"), content));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new SourceGuest(folder, List.copyOf(images));
  }

  /** Returns the Xen definition of a paravirtual guest that pygrub starts. */
  public String definition() {
    StringBuilder disks = new StringBuilder();
    for (int disk = 0; disk < images.size(); disk++) {
      disks.append(XenDefinition.disk("disk", "raw", images.get(disk), "xvd" + (char) ('a' + disk)));
    }
    return """
        <domain type='xen'>
          <name>web1</name>
          <memory unit='KiB'>1048576</memory>
          <bootloader>/usr/bin/pygrub</bootloader>
          <os>
            <type arch='x86_64' machine='xenpv'>linux</type>
          </os>
          <devices>
        %s    <interface type='bridge'>
              <mac address='00:16:3e:00:00:01'/>
              <source bridge='br0'/>
            </interface>
            <console type='pty'>
              <target type='xen' port='0'/>
            </console>
          </devices>
        </domain>
        """.formatted(disks);
  }

  /** Returns the Xen definition of a fully virtual guest. */
  public String fullyVirtual() {
    return definition().replace("  <bootloader>/usr/bin/pygrub</bootloader>\n", "")
        .replace("machine='xenpv'>linux<", "machine='xenfv'>hvm<").replace("dev='xvd", "dev='hd")
        .replace("bus='xen'/>\n  ", "bus='ide'/>\n  ")
        .replace("<target type='xen' port='0'/>", "<target type='serial' port='0'/>");
  }

  /** Returns the guest as it is given by its definition. */
  public GuestSource source() {
    return source(definition());
  }

  /** Returns a guest as it is given by a definition. */
  public static GuestSource source(String definition) {
    return new GuestSource("file", "web1.xml", Optional.empty(), Optional.of(definition), List.of());
  }

  /** Returns the guest as it is given by its images. */
  public GuestSource imagesAlone() {
    return new GuestSource("web1-a", "web1-a.img", Optional.empty(), Optional.empty(),
        images.stream().map(image -> new DiskImage(image, DiskFormat.RAW)).toList());
  }

  /** Returns what users decide who decide nothing. */
  public static PlanOptions options(KeepChoice keep, Optional<Path> workDir) {
    return new PlanOptions(
        Policy.defaults(), HostProfile.generic(), FixOptions.defaults(), KeyRing.empty(), keep, workDir, List.of(), Optional.empty(), HostChecks.NONE, Optional.empty());
  }

  /** Returns a planner. */
  public static MigrationPlanner planner(Appliances appliances, KeepChoice keep) {
    return planner(appliances, options(keep, Optional.empty()));
  }

  /** Returns a planner. */
  public static MigrationPlanner planner(Appliances appliances, PlanOptions options) {
    return new MigrationPlanner(appliances, new QemuImg(), options, VERSION);
  }

  /** Returns all files below the folder, but for journals, with what tells that they changed, links and hidden ones included. */
  public Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(each -> !each.startsWith(folder.resolve(STATE))).toList()) {
        boolean regular = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        files.put(folder.relativize(file).toString(), regular
            ? Files.size(file) + " " + Arrays.hashCode(Files.readAllBytes(file)) + " " + Files.getLastModifiedTime(file) : "");
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
