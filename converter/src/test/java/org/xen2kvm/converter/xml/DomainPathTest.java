package org.xen2kvm.converter.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jdom2.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.testing.DomainGenerator;

class DomainPathTest {
  private static final String DOMAIN =
      """
      <domain type='xen' xmlns:o='urn:o'>
        <os><type arch='i686'>linux</type><boot dev='hd'/><o:boot dev='hd'/></os>
        <devices>
          <disk type='file'><target dev='xvda' bus='xen'/></disk>
          <o:disk type='file'/>
          <disk type='block'><source dev='/dev/a'/><target dev='xvdb'/></disk>
          <disk><target/><target dev='xvdc'/></disk>
          <interface type='bridge'/>
        </devices>
      </domain>
      """;

  /** The direct walk and Jaxen select the same, for every kind of path that rules use and some that they do not. */
  @ParameterizedTest
  @ValueSource(strings = {
    "/domain", "/domain[@type='xen']", "/domain[@type!='xen']", "/domain[@id]", "/domain[not(@id)]", "/none",
    "/domain/devices/disk", "/domain/devices/disk[@type='block']", "/domain/devices/disk[@type!='block']",
    "/domain/devices/disk[not(@type)]", "/domain/devices/disk[source]", "/domain/devices/disk[not(source)]",
    "/domain/devices/disk[source/@dev]", "/domain/devices/disk[source/@dev='/dev/a']",
    "/domain/devices/disk[target/@dev!='xvdc']", "/domain/devices/disk[target/@bus='xen' or source]/target",
    "/domain/devices/disk[@type='file' and target/@bus='xen']", "/domain/devices/disk[2]", "/domain/devices/disk[last()]",
    "/domain/devices/disk[target][2]", "/domain/devices/disk[2][source]", "/domain/devices/disk[@type]/target[1]",
    "/domain/devices/disk/target[not(@dev)]", "/domain/devices/*", "/domain/devices/*[@type='bridge']", "//target[@dev='xvdb']",
    "/domain/devices/disk[count(target)=2]", "/domain/devices/disk[@type=following-sibling::interface/@type]",
    "/domain/os/type[normalize-space()='linux']", "/domain/os/type[.='linux']", "/domain/os[type='linux']",
    "/domain/devices/*/target", "/domain/*/boot", "/*", "/domain/*[@type]", "/domain/devices/disk/target[contains(@dev, 'vdb')]",
    "/domain/devices/disk/target[starts-with(@dev, 'xvd')]", "/domain/devices/disk/target[contains(@none, '')]",
    "/domain/devices/disk/target/@dev/..", "/domain/devices/disk//target", "/domain/none//target", "/domain/metadata/xen:a/b",
    "/domain/devices/disk[target[@bus='xen']]", "/domain/devices/disk[string(@type)='file']",
    "/domain/os/type[normalize-space()]", "/domain/os[type[normalize-space()]]", "/domain/os[not(type[normalize-space()])]",
    "/domain/os/type[not(*) and normalize-space()]", "/domain/os[*]/type", "/domain/devices/*[not(*)]", "/domain/*[*]",
    "/domain/os/type[starts-with(normalize-space(), 'li')]", "/domain/os/type[starts-with(normalize-space(), '/')]",
    "/domain/os[type[@machine]]", "/domain/os[type[@none or normalize-space()]]", "/domain/os[*[1]]", "/domain/os[type[1]]",
    "/domain/devices/interface | /domain/os/boot | /domain/devices/disk", "/domain/devices/disk[source] | /domain/devices/disk",
    "/domain/devices/interface | /domain/os/boot", "/domain/os/boot | /domain/none", "/domain/devices/disk/.."
  })
  void walksAsJaxenDoes(String xpath) throws DomainSyntaxException {
    DomainPath path = DomainPath.of(xpath);
    for (String text : List.of(DOMAIN, "<none/>", DomainGenerator.domain(1), DomainGenerator.domain(2), DomainGenerator.domain(8))) {
      DomainTree tree = DomainParser.parse(text);
      assertThat(path.select(tree)).as(xpath).isEqualTo(path.evaluate(tree));
    }
  }

  /** What a tree remembers of a path never outlives an edit that changes it. */
  @Test
  void findsWhatEditsBringAndNotWhatTheyTake() throws DomainSyntaxException {
    DomainTree tree = DomainParser.parse(DOMAIN);
    DomainPath disks = DomainPath.of("/domain/devices/disk");
    DomainPath targets = DomainPath.of("/domain/devices/disk/target");
    DomainPath any = DomainPath.of("/domain/devices/*");
    List<Element> before = disks.select(tree);
    assertThat(before).hasSize(3);
    assertThat(targets.select(tree)).hasSize(4);
    assertThat(any.select(tree)).hasSize(5);

    tree.remove(before.get(0));
    assertThat(before).as("a list once given stays as it is").hasSize(3);
    assertThat(disks.select(tree)).isEqualTo(disks.evaluate(tree)).hasSize(2);
    assertThat(targets.select(tree)).isEqualTo(targets.evaluate(tree)).hasSize(3);

    Element devices = tree.root().getChild("devices");
    tree.insert(devices, DomainTree.parseElement("<disk><target/></disk>"), 0);
    tree.move(devices.getChildren().get(0), 3);
    for (DomainPath path : List.of(disks, targets, any)) {
      assertThat(path.select(tree)).as(path.toString()).isEqualTo(path.evaluate(tree));
    }
  }

  @Test
  void selectsInDocumentOrder() throws DomainSyntaxException {
    DomainTree tree = DomainParser.parse(DOMAIN);
    assertThat(DomainPath.of("/domain/devices/interface | /domain/os/boot").select(tree))
        .extracting(Element::getName)
        .containsExactly("boot", "interface");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/domain[", "domain/@", "/domain/none:a", "//*[@b='1"})
  void refusesWhatIsNoXPath(String xpath) {
    assertThatThrownBy(() -> DomainPath.of(xpath)).isInstanceOf(IllegalArgumentException.class);
  }
}
