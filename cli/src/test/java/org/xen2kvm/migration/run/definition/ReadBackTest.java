package org.xen2kvm.migration.run.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host leaves out of a definition is told, and what it spells otherwise or adds is not. */
final class ReadBackTest {
  private static String domain(String devices) {
    return "<domain type='qemu'><name>web1</name><devices>" + devices + "</devices></domain>";
  }

  private static List<String> dropped(String meant, String made) {
    return ReadBack.dropped(domain(meant), domain(made));
  }

  // ---- told

  @Test
  void anElementThatIsNotThereAnyMoreIsTold() {
    assertThat(dropped("<sound model='ich6'/><watchdog model='i6300esb'/>", "<sound model='ich6'/>"))
        .containsExactly("/domain/devices/watchdog");
  }

  @Test
  void anAttributeThatIsNotThereAnyMoreIsTold() {
    assertThat(dropped("<disk><driver name='qemu' cache='none'/><target dev='vda'/></disk>",
        "<disk><driver name='qemu'/><target dev='vda'/></disk>")).containsExactly("/domain/devices/disk/driver/@cache");
  }

  @Test
  void whichOfSeveralIsTold() {
    assertThat(dropped(
        "<disk><target dev='vda'/></disk><disk><target dev='vdb'/><serial>7</serial></disk>",
        "<disk><target dev='vdb'/></disk><disk><target dev='vda'/></disk>")).containsExactly("/domain/devices/disk[2]/serial");
  }

  @Test
  void aWholeDeviceIsToldOnceAndNotWithAllItsParts() {
    assertThat(dropped("<disk><driver name='qemu'/><source file='/a'/><target dev='vda'/></disk>",
        "<disk><target dev='vdb'/></disk>")).containsExactly("/domain/devices/disk");
  }

  @Test
  void aDeviceThatMovedToAnotherBusIsLostOnItsOwn() {
    assertThat(dropped("<input type='tablet' bus='usb'/>", "<input type='tablet' bus='ps2'/>"))
        .containsExactly("/domain/devices/input");
  }

  // ---- not told

  @ParameterizedTest
  @CsvSource({
      // Added by the host.
      "<sound/>, <sound><address slot='4'/></sound><memballoon/>",
      // In another order.
      "<sound/><watchdog/>, <watchdog/><sound/>",
      "<disk><target dev='vda'/></disk><disk><target dev='sda'/></disk>, <disk><target dev='sda'/></disk><disk><target dev='vda'/></disk>",
      "<timer name='rtc' x='1'/><timer name='hpet'/>, <timer name='hpet'/><timer name='rtc' x='1'/>",
      // With another value: that is for the host to say.
      "<memory unit='MiB'>1</memory>, <memory unit='KiB'>1024</memory>",
      "<type machine='pc'/>, <type machine='pc-i440fx-7.2'/>",
      // With what was not said put in.
      "<controller type='usb'/>, <controller type='usb' index='0'/>",
      "<input type='mouse'/>, <input type='mouse' bus='ps2'/>",
      "<interface><model/></interface>, <interface><mac address='52:54:00:00:00:01'/><model/></interface>",
      "<interface><mac address='AA:00:00:00:00:01'/></interface>, <interface><mac address='aa:00:00:00:00:01'/></interface>",
      // The console of the first serial port comes first.
      "<console type='pty'><target type='virtio'/><alias/></console>,"
          + " <console type='pty'><target type='serial'/></console><console type='pty'><target type='virtio'/><alias/></console>",
      "<console type='file'><log/></console>, <console type='pty'/><console type='file'><log/></console>",
      // What holds without being said.
      "<channel type='unix'><source mode='bind'/></channel>, <channel type='unix'/>",
      "<graphics type='spice' port='-1' tlsPort='-1'/>, <graphics type='spice' autoport='yes'/>",
      "<graphics defaultMode='any'><channel name='main' mode='any'/></graphics>, <graphics/>",
      "<graphics><channel name='a' mode='any'/><channel name='b' mode='secure'/></graphics>,"
          + " <graphics><channel name='b' mode='secure'/></graphics>"})
  void whatIsOnlySpelledOtherwiseIsNotLost(String meant, String made) {
    assertThat(dropped(meant, made)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
      "<channel type='unix'><source mode='bind' path='/a'/></channel>, <channel type='unix'/>, channel/source",
      "<graphics port='5900'/>, <graphics/>, graphics/@port",
      "<graphics defaultMode='secure'/>, <graphics/>, graphics/@defaultMode",
      "<graphics><channel name='main' mode='secure'/></graphics>, <graphics/>, graphics/channel",
      "<interface><mac address='52:54:00:00:00:01'/></interface>, <interface><mac address='52:54:00:00:00:02'/></interface>, interface"})
  void theSameWithSomethingSaidIsLost(String meant, String made, String place) {
    assertThat(dropped(meant, made)).containsExactly("/domain/devices/" + place);
  }

  @Test
  void theNumberOfARunningDomainIsNotLost() {
    assertThat(ReadBack.dropped("<domain id='7' type='qemu'/>", "<domain type='qemu'/>")).isEmpty();
    assertThat(ReadBack.dropped("<domain id='7' type='qemu'/>", "<domain/>")).containsExactly("/domain/@type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"passwd='x'", "passwd='x' passwdValidTo='2026-01-01T00:00:00'"})
  void passwordsAreNeverGivenBackWithoutBeingAskedFor(String password) {
    assertThat(dropped("<graphics " + password + "/>", "<graphics/>")).isEmpty();
  }

  @Test
  void commentsAndBlanksAreNoPartOfIt() {
    assertThat(dropped("<!-- ours -->\n  <sound>\n  </sound>", "<sound/>")).isEmpty();
  }
}
