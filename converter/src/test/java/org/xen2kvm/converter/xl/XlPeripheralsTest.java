package org.xen2kvm.converter.xl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xen2kvm.converter.report.Severity.ERROR;
import static org.xen2kvm.converter.report.Severity.NOTE;
import static org.xen2kvm.converter.report.Severity.WARNING;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings of devices say in libvirt's XML, and what is told of them. */
final class XlPeripheralsTest {

  @Test
  void disksAndInterfacesComeFromTheirOwnReadersAtTheirPlaces() {
    ReadConfig.hvm("hdtype='ahci'\ndisk=[ '/dev/vg/a,raw,hda,rw' ]\nvif=[ 'mac=00:16:3e:00:00:01,bridge=br0' ]")
        .says("<target dev='hda' bus='sata'/>").says("<mac address='00:16:3e:00:00:01'/><source bridge='br0'/>").withoutFindings();
    ReadConfig.pv("disk = [ 'phy:/dev/vg/a,xvda,w',\n  '/x,raw,xvdb,colour=red' ]").tells(ERROR, "xl-disk", 4, 16, "colour");
    ReadConfig.pv("vif = ['']").says("<source bridge='xenbr0'/>").tells(WARNING, "xl-vif", 3, 9, "MAC");
    ReadConfig.pv("vif2 = ['bridge=a']").tells(WARNING, "xl-key-without-meaning-on-kvm", 3, 9, "'vif2'");
  }

  @Test
  void vfbIsTheDisplayOfAParavirtualGuest() {
    ReadConfig.pv("vfb=['type=vnc,vncunused=1,vnclisten=127.0.0.1,vncpasswd=x y,keymap=de']").says(
        "<graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1' keymap='de' passwd='x y'>"
            + "<listen type='address' address='127.0.0.1'/></graphics><video><model type='xen' vram='4096' heads='1' primary='yes'/></video>");
    ReadConfig.pv("vfb=['vnc=1, vncdisplay=3']").says("port='5903' autoport='no'");
    ReadConfig.pv("vfb=['type=sdl,display=:0.0,xauthority=/root/.x']").says("<graphics type='sdl' display=':0.0' xauth='/root/.x'/>");
    ReadConfig.pv("vfb=['sdl=1']").says("<graphics type='sdl'/>");
    ReadConfig.pv("vfb=['vnc=0,sdl=0']").saysNot("<graphics");
    ReadConfig.pv("vfb=['']").says("<graphics type='vnc'");
    ReadConfig.pv("vfb=['vnc=1,foo=2']").tells(WARNING, "xl-unknown-key", 3, 13, "'foo'");
    ReadConfig.pv("vfb=['vncdisplay=x']").tells(WARNING, "xl-value", 3, 7, "'vncdisplay'");
  }

  @Test
  void vncOfAParavirtualGuestCountsWithoutVfbAlone() {
    ReadConfig.pv("vnc=1\nvncpasswd='x'").says("<graphics type='vnc' port='-1' autoport='yes' passwd='x'>").withoutFindings();
    ReadConfig.pv("vnc=1\nvfb=['type=sdl']").says("<graphics type='sdl'/>").saysNot("type='vnc'").tells(NOTE, "xl-key-overridden", 3, 1, "'vnc'");
    ReadConfig.hvm("vfb=['type=sdl']").says("type='vnc'").saysNot("type='sdl'").tells(NOTE, "xl-key-overridden", 4, 6, "'vfb'");
  }

  @Test
  void aPasswordThatProtectsNoDisplayIsMissed() {
    ReadConfig.hvm("vfb=['type=vnc, vncpasswd=x']").saysNot("passwd").tells(WARNING, "xl-key-overridden", 4, 17, "and there is none")
        .tells(NOTE, "xl-key-overridden", 4, 6, "second display");
    ReadConfig.hvm("vncpasswd='y'\nvfb=['vncpasswd=x']").says("passwd='y'").tells(WARNING, "xl-key-overridden", 5, 7, "another one");
    ReadConfig.pv("vncpasswd='y'\nvfb=['type=vnc']").saysNot("passwd").tells(WARNING, "xl-key-overridden", 3, 1, "has no password");
    assertThat(ReadConfig.hvm("vncpasswd='x'\nvfb=['vncpasswd=x']").findings()).hasSize(1);
    assertThat(ReadConfig.hvm("vnc=0\nvfb=['vncpasswd=x']").findings()).hasSize(1);
    assertThat(ReadConfig.hvm("vfb=['vncpasswd=']").findings()).hasSize(1);
    ReadConfig.pv("vncpasswd='y'\nvfb=['vncpasswd=x']").withoutFindings();
  }

  @Test
  void sdlAndNographicOfAnHvmGuest() {
    ReadConfig.hvm("vnc=0\nsdl=1\ndisplay=':1'").says("<graphics type='sdl' display=':1'/><video>");
    ReadConfig.hvm("nographic=1").saysNot("<graphics").saysNot("<video");
    ReadConfig.hvm("sdl=1").says("type='vnc'").saysNot("type='sdl'");
  }

  @Test
  void theVideoCardIsThatOfVga() {
    ReadConfig.hvm("").says("<video><model type='cirrus' vram='8192' heads='1' primary='yes'/></video>");
    ReadConfig.hvm("stdvga=1\nvideoram=32").says("<model type='vga' vram='32768' heads='1' primary='yes'/>");
    ReadConfig.hvm("vga='qxl'\nstdvga=1").says("<model type='qxl'");
    ReadConfig.hvm("vga='none'").says("<video><model type='none'/></video>");
    ReadConfig.hvm("vga='x'").says("<model type='cirrus'").tells(WARNING, "xl-value", 4, 5, "'vga'");
  }

  @Test
  void spiceIsAsLibvirtWritesIt() {
    ReadConfig.hvm("vnc=0\nspice=1\nspicehost='127.0.0.1'\nspiceport=590\nspicetls_port=500\nspicedisable_ticketing=0\n"
        + "spicepasswd='thebeast'\nspiceagent_mouse=0").says(
        "<graphics type='spice' port='590' tlsPort='500' autoport='no' listen='127.0.0.1' passwd='thebeast'>"
            + "<listen type='address' address='127.0.0.1'/><mouse mode='server'/><clipboard copypaste='no'/></graphics>").withoutFindings();
    ReadConfig.hvm("spice=1\nspicedisable_ticketing=1\nspicepasswd='x'\nspicevdagent=1\nspice_clipboard_sharing=1\n"
            + "spice_image_compression='glz'\nspice_streaming_video='all'\nspiceusbredirection=2")
        .says("<graphics type='spice' autoport='yes'><listen type='address'/><image compression='glz'/><streaming mode='all'/>"
            + "<mouse mode='client'/><clipboard copypaste='yes'/></graphics>")
        .says("<channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>")
        .says("<redirdev bus='usb' type='spicevmc'/><redirdev bus='usb' type='spicevmc'/>").saysNot("passwd").withoutFindings();
    ReadConfig.hvm("spice=0\nspiceport=5").saysNot("spice");
    ReadConfig.pv("spice=1").saysNot("<graphics").tells(NOTE, "xl-key-without-meaning-on-kvm", 3, 1, "'spice'");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "pty|<serial type='pty'><target port='0'/></serial><console type='pty'><target type='serial' port='0'/></console>",
    "file:/tmp/s.log|<serial type='file'><source path='/tmp/s.log'/><target port='0'/></serial>",
    "pipe:/tmp/p|<serial type='pipe'><source path='/tmp/p'/><target port='0'/></serial>",
    "/dev/ttyS0|<serial type='dev'><source path='/dev/ttyS0'/><target port='0'/></serial>",
    "stdio|<serial type='stdio'><target port='0'/></serial>",
    "tcp:localhost:7777|<serial type='tcp'><source mode='connect' host='localhost' service='7777'/><protocol type='raw'/>",
    "tcp::7777,server,nowait|<source mode='bind' host='0.0.0.0' service='7777'/><protocol type='raw'/>",
    "telnet:localhost:7777,server|<source mode='bind' host='localhost' service='7777'/><protocol type='telnet'/>",
    "udp:a:1@b:2|<source mode='bind' host='b' service='2'/><source mode='connect' host='a' service='1'/>",
    "unix:/tmp/s,server|<serial type='unix'><source mode='bind' path='/tmp/s'/>"})
  void portsAreInQemusNotation(String text, String xml) {
    ReadConfig.hvm("serial='" + text + "'").says(xml).withoutFindings();
    ReadConfig.hvm("serial=[ '" + text + "' ]").says(xml).withoutFindings();
  }

  @Test
  void portsThatAreNoneAreLeftOut() {
    ReadConfig.hvm("serial='none'\nparallel='none'").saysNot("<serial").saysNot("<parallel").saysNot("<console").withoutFindings();
    ReadConfig.hvm("serial=['none','pty']\nparallel='tcp:127.0.0.1:7777'").says("<serial type='pty'><target port='1'/></serial>")
        .says("<parallel type='tcp'>").saysNot("<console");
    for (String text : new String[] {"msmouse", "tcp:x", "tcp:x:", "file:", "udp:1", "unix:", "udp:a:1@b"}) {
      ReadConfig.hvm("serial='" + text + "'").saysNot("<serial").tells(WARNING, "xl-value", 4, 8, text);
    }
    ReadConfig.pv("serial='pty'").saysNot("<serial").tells(NOTE, "xl-key-without-meaning-on-kvm", 3, 1, "'serial'");
  }

  @Test
  void channelsAreThoseOfXen() {
    ReadConfig.pv("channel=['name=org.x,connection=pty','connection=socket, name=b, path=/tmp/c']")
        .says("<channel type='pty'><target type='xen' name='org.x'/></channel>")
        .says("<channel type='unix'><source mode='bind' path='/tmp/c'/><target type='xen' name='b'/></channel>");
    ReadConfig.pv("channel=['name=a']").saysNot("<channel").tells(WARNING, "xl-value", 3, 10, "'channel[1]'");
  }

  @Test
  void usbDevicesOfQemuAndOfTheHost() {
    ReadConfig.hvm("usb=1\nusbdevice='tablet'").says("<input type='tablet' bus='usb'/>").withoutFindings();
    ReadConfig.hvm("usbdevice=['mouse','host:1D6b:2','host:001.004']").says("<input type='mouse' bus='usb'/>")
        .says("<hostdev mode='subsystem' type='usb' managed='no'><source><vendor id='0x1d6b'/><product id='0x0002'/></source></hostdev>")
        .says("<source><address bus='1' device='4'/></source>");
    ReadConfig.hvm("usbdevice='disk:/x'").tells(WARNING, "xl-value", 4, 11, "disk:/x");
    ReadConfig.hvm("usbversion=3").says("<controller type='usb' index='0' model='nec-xhci'/>");
    ReadConfig.hvm("usbversion=2").says("model='ich9-ehci1'/>").says("model='ich9-uhci3'><master startport='4'/>");
    ReadConfig.pv("usbctrl=['type=qusb,version=1,ports=6']\nusbdev=['hostbus=1,hostaddr=3']")
        .says("<controller type='usb' index='0' model='qusb1' ports='6'/>").says("<address bus='1' device='3'/>");
    ReadConfig.pv("usbdev=['hostbus=1']").tells(WARNING, "xl-value", 3, 9, "hostbus=NUMBER");
  }

  @Test
  void pciDevicesAreManagedSoThatLibvirtTakesThemFromTheHost() {
    ReadConfig.hvm("pci=['0001:0c:1b.2','01:13.0,permissive=1']")
        .says("<hostdev mode='subsystem' type='pci' managed='yes'><driver name='xen'/><source>"
            + "<address domain='0x0001' bus='0x0c' slot='0x1b' function='0x2'/></source></hostdev>")
        .says("<source writeFiltering='no'><address domain='0x0000' bus='0x01' slot='0x13' function='0x0'/>").withoutFindings();
    ReadConfig.hvm("pci=['bdf=03:00.0,rdm_policy=strict']").says("bus='0x03' slot='0x00' function='0x0'");
    ReadConfig.hvm("pci=['03:00.0@8']").says("bus='0x03'").tells(NOTE, "xl-key-without-meaning-on-kvm", 4, 6, "virtual PCI bus");
    ReadConfig.hvm("pci=['03:00.*']").says("function='0x0'").tells(WARNING, "xl-key-without-meaning-on-kvm", 4, 6, "all functions");
    ReadConfig.hvm("pci_permissive=1\npci=['03:00.0']").says("writeFiltering='no'").withoutFindings();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "03:00", "03:20.0", "03:00.8", "1:2:3:4.5", "10000:00:00.0", "permissive=1"})
  void aPciAddressThatIsNoneIsRefused(String address) {
    ReadConfig.hvm("pci=['" + address + "']").saysNot("<hostdev").tells(ERROR, "xl-value", 4, 6, "no PCI address");
  }

  @Test
  void soundCardsAreThoseOfLibvirt() {
    ReadConfig.hvm("soundhw='hda'").says("<sound model='ich6'/>");
    ReadConfig.hvm("soundhw='ac97,es1370'").says("<sound model='ac97'/><sound model='es1370'/>");
    ReadConfig.hvm("soundhw='all'").says("<sound model='sb16'/><sound model='es1370'/>");
    ReadConfig.hvm("soundhw='sb16,gus'").says("<sound model='sb16'/>").tells(WARNING, "xl-key-without-meaning-on-kvm", 4, 15, "gus");
    ReadConfig.hvm("soundhw=''").saysNot("<sound").withoutFindings();
  }

  @Test
  void foldersAndTpmsNeedWhatTheRulesTell() {
    ReadConfig.pv("p9=['tag=share,security_model=none,path=/srv/share']")
        .says("<filesystem type='mount' accessmode='squash'><source dir='/srv/share'/><target dir='share'/></filesystem>")
        .tells(WARNING, "xl-key-without-meaning-on-kvm", 3, 5, "/srv/share");
    ReadConfig.pv("p9=['tag=share']").saysNot("<filesystem").tells(WARNING, "xl-value", 3, 5, "needs a path");
    ReadConfig.pv("vtpm=['backend=vtpm-domain']").says("<tpm model='tpm-tis'><backend type='emulator'/></tpm>");
  }

  @Test
  void aKeyThatADeviceDoesNotHaveIsTold() {
    ReadConfig.pv("usbdev=['hostbus=1,hostaddr=3,hostadr=4']").says("<address bus='1' device='3'/>")
        .tells(WARNING, "xl-unknown-key", 3, 31, "'usbdev[1]' has no key 'hostadr'");
    ReadConfig.pv("usbdev=['type=redir,hostbus=1,hostaddr=3']").saysNot("<hostdev").tells(WARNING, "xl-value", 3, 9, "type=hostdev");
    ReadConfig.pv("usbdev=['hostbus=1,hostaddr=3,controller=0,port=2']").says("<address bus='1' device='3'/>")
        .tells(NOTE, "xl-key-without-meaning-on-kvm", 3, 9, "Xen's USB controller");
    ReadConfig.pv("usbctrl=['ports=4,foo']").tells(WARNING, "xl-unknown-key", 3, 19, "without an equals sign");
    ReadConfig.pv("p9=['tag=a,path=/b,security_model=none,readonly=1']").says("<filesystem")
        .tells(WARNING, "xl-unknown-key", 3, 40, "no key 'readonly'");
    ReadConfig.pv("p9=['tag=a,path=/b,security_model=none,backend=9']")
        .tells(WARNING, "xl-key-without-meaning-on-kvm", 3, 5, "another domain");
    ReadConfig.pv("channel=['name=a,connection=pty,patch=/x']").tells(WARNING, "xl-unknown-key", 3, 33, "no key 'patch'");
  }

  @Test
  void theDeviceModelIsTheEmulator() {
    ReadConfig.hvm("device_model='/usr/lib/xen/bin/qemu-dm'").says("<emulator>/usr/lib/xen/bin/qemu-dm</emulator>");
    assertThat(ReadConfig.hvm("device_model='a'\ndevice_model_override='/b'").says("<emulator>/b</emulator>").setting("device_model").after())
        .isEqualTo("<emulator>/b</emulator>");
  }
}
