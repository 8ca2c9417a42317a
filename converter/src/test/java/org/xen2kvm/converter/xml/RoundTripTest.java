package org.xen2kvm.converter.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jdom2.Element;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Law 7: what nobody edits prints as it was read, byte for byte, whatever its style. */
class RoundTripTest {
  @Test
  void keepsEveryStyleOfAttributeQuoteCommentAndEntity() throws DomainSyntaxException {
    String text =
        """
        <?xml version="1.0" encoding='UTF-8'?>
        <!-- head -->
        <domain   type="xen"
                  id='3' xmlns:a="urn:a">
          <name a:x='1'>it&apos;s &#252;ber &quot;x&quot;</name><b ></b ><c/><d />
          <![CDATA[<raw>]]><?pi data?>
        \t<e>tab</e>
        </domain>
        <!-- tail -->

        """;

    assertThat(DomainParser.parse(text).print()).isEqualTo(text);
    allHaveSource(DomainParser.parse(text).root());
    String windows = text.replace("\n", "\r\n");
    assertThat(DomainParser.parse(windows).print()).isEqualTo(windows);
    allHaveSource(DomainParser.parse(windows).root());
  }

  @Test
  void anEditChangesItsOwnTagOnly() throws DomainSyntaxException {
    DomainTree tree = DomainParser.parse(
        """
        <domain   type="xen">\r
          <a  x="1"><b y="2" /></a>\r
          <c z = "3"/>\r
        </domain>\r
        """);
    Element a = tree.root().getChild("a");
    tree.setAttribute(a.getChild("b"), "y", "it's");
    tree.insert(tree.root(), DomainTree.parseElement("<n><m/></n>"), 1);

    assertThat(tree.print()).isEqualTo(
        """
        <domain   type="xen">\r
          <a  x="1"><b y='it&apos;s'/></a>\r
          <n>\r
            <m/>\r
          </n>\r
          <c z = "3"/>\r
        </domain>\r
        """);
  }

  @Test
  void removingTheLastChildLeavesAnEmptyElement() throws DomainSyntaxException {
    DomainTree tree = DomainParser.parse("<domain>\n  <os>\n    <boot/>\n  </os>\n</domain>\n");
    tree.remove(tree.root().getChild("os").getChild("boot"));

    assertThat(tree.print()).isEqualTo("<domain>\n  <os/>\n</domain>\n");
  }

  @Test
  void anAddedElementHasAnAddressOfItsOwn() throws DomainSyntaxException {
    DomainTree tree = DomainParser.parse("<domain>\n  <a/>\n  <a/>\n</domain>\n");
    Element added = tree.insert(tree.root(), DomainTree.parseElement("<a><b/></a>"), 0);

    assertThat(tree.address(added.getChild("b"))).isEqualTo("/domain/a[+1]/b");
    assertThat(tree.address(tree.root().getChildren().get(2))).isEqualTo("/domain/a[2]");
    assertThat(tree.find("/domain/a[+1]/b")).isSameAs(added.getChild("b"));
    assertThat(tree.find("/domain/a[3]")).isNull();
  }

  @TestFactory
  Stream<DynamicTest> everyFileOfTheCorpus() throws IOException {
    Path corpus = Path.of(System.getProperty("xen2kvm.root", ".."), "..", "shared", "corpus");
    if (!Files.isDirectory(corpus)) {
      System.out.println("Skipped: no corpus beside the project");
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(corpus)) {
      List<Path> xml = files.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
      return xml.stream().map(file -> DynamicTest.dynamicTest(corpus.relativize(file).toString(), () -> {
        String text = Files.readString(file);
        DomainTree tree = DomainParser.parse(text);
        assertThat(tree.print()).isEqualTo(text);
        allHaveSource(tree.root());
      }));
    }
  }

  private static void allHaveSource(Element element) {
    assertThat(((DomainElement) element).isUnchanged()).as("%s is known in the source", element).isTrue();
    element.getChildren().forEach(RoundTripTest::allHaveSource);
  }
}
