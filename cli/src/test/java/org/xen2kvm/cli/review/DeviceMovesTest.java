package org.xen2kvm.cli.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xen2kvm.cli.review.DeviceMove.Side;

final class DeviceMovesTest {
  private static final String XEN = """
      <domain type='xen'>
        <bootloader>/usr/bin/pygrub</bootloader>
        <os><type>linux</type></os>
        <devices>
          <disk type='block' device='disk'><source dev='/dev/vg/root'/><target dev='xvda' bus='xen'/></disk>
          <disk type='file' device='cdrom'><target dev='ioemu:hdc' bus='ide'/></disk>
          <interface type='bridge'><mac address='00:16:3E:00:00:02'/><source bridge='xenbr1'/></interface>
          <interface type='bridge'><mac address='00:16:3e:00:00:01'/><source bridge='xenbr0'/><model type='e1000'/></interface>
          <console type='pty'><target type='xen' port='0'/></console>
        </devices>
      </domain>
      """;
  private static final String KVM = """
      <domain type='kvm'>
        <os><type>hvm</type></os>
        <devices>
          <disk type='block' device='disk'><source dev='/dev/kvm/root'/><target dev='vda' bus='virtio'/></disk>
          <disk type='file' device='disk'><source file='/new.img'/><target dev='vdb' bus='virtio'/></disk>
          <interface type='network'><mac address='00:16:3e:00:00:01'/><source network='lan'/><model type='virtio'/></interface>
          <interface type='bridge'><mac address='00:16:3e:00:00:02'/><source bridge='br1'/><model type='virtio'/></interface>
          <serial type='pty'><target port='0'/></serial>
          <console type='pty'><target type='serial' port='0'/></console>
        </devices>
      </domain>
      """;

  @Test
  void everyDeviceIsFoundOnTheOtherSideOrTold() {
    assertThat(DeviceMoves.of(XEN, KVM, Map.of("xvda", "vda"))).containsExactly(
        new DeviceMove("disk", new Side("xvda · xen", "/dev/vg/root"), new Side("vda · virtio", "/dev/kvm/root")),
        new DeviceMove("disk", new Side("hdc · ide · cdrom", "no medium"), Side.NONE),
        new DeviceMove("disk", Side.NONE, new Side("vdb · virtio", "/new.img")),
        new DeviceMove("network", new Side("00:16:3E:00:00:02 · netfront", "bridge xenbr1"),
            new Side("00:16:3e:00:00:02 · virtio", "bridge br1")),
        new DeviceMove("network", new Side("00:16:3e:00:00:01 · e1000", "bridge xenbr0"),
            new Side("00:16:3e:00:00:01 · virtio", "network lan")),
        new DeviceMove("console", new Side("hvc0", "xen console, pty"), new Side("ttyS0", "serial port, pty")),
        new DeviceMove("boot", new Side("host's boot loader", "/usr/bin/pygrub"), new Side("BIOS, then the disk", "")));
  }

  @Test
  void aDiskIsTheSameWhateverStandsBeforeItsName() {
    for (String before : List.of("/dev/xvda", "xvda:disk", "ioemu:/dev/xvda", "/dev/XVDA:cdrom")) {
      assertThat(DeviceMoves.of(XEN.replace("dev='xvda'", "dev='" + before + "'"), KVM, Map.of("xvda", "vda"))).as(before)
          .startsWith(new DeviceMove("disk", new Side("xvda · xen", "/dev/vg/root"), new Side("vda · virtio", "/dev/kvm/root")));
    }
  }

  @Test
  void whatCannotBeReadHasNoPicture() {
    assertThat(DeviceMoves.of("<domain", KVM, Map.of())).isEmpty();
    assertThat(DevicePicture.of(List.of())).isEmpty();
    assertThat(DeviceMoves.of("\uFEFF" + XEN, "\uFEFF" + KVM, Map.of())).isNotEmpty();
  }

  @Test
  void thePictureShowsTheEndOfALongPathAndAllOfItWhenAsked() {
    String path = "/dev/" + "very-long-group-name/".repeat(4) + "root";
    String picture = DevicePicture.of(List.of(new DeviceMove("disk", new Side("xvda", path), Side.NONE)));

    assertThat(picture).contains("group-name/root</text>", "<title>xvda " + path + "</title>", "class=\"none\"", ">gone</text>")
        .doesNotContain("\">" + path);
  }

  @Test
  void aPictureOfVeryManyDevicesStaysSmall() {
    DeviceMove move = new DeviceMove("disk", new Side("xvda", "/a"), new Side("vda", "/a"));

    assertThat(DevicePicture.of(Collections.nCopies(41, move))).contains("1 more devices are not in the picture.");
  }
}
