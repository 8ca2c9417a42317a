package org.xen2kvm.converter.xl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.xl.text.XlSyntaxException.Kind;
import org.xen2kvm.converter.xl.text.XlValue.Dictionary;
import org.xen2kvm.converter.xl.text.XlValue.Items;
import org.xen2kvm.converter.xl.text.XlValue.Scalar;

final class XlParserTest {

  private static XlDocument parse(String text) {
    try {
      return XlParser.parse(text);
    } catch (XlSyntaxException e) {
      throw new AssertionError(e.kind() + " " + e.place() + " " + e.getMessage(), e);
    }
  }

  private static XlValue value(String text, String key) {
    XlSetting setting = parse(text).settings().get(key);
    assertThat(setting).as(key).isNotNull();
    return setting.value();
  }

  private static String text(String text, String key) {
    return ((Scalar) value(text, key)).text();
  }

  private static List<String> texts(XlValue value) {
    return ((Items) value).items().stream().map(item -> ((Scalar) item).text()).toList();
  }

  private static XlSyntaxException refusal(String text) {
    return catchThrowableOfType(XlSyntaxException.class, () -> XlParser.parse(text));
  }

  @Test
  void stringsNumbersAndListsAreRead() {
    String text = """
        # a guest
        name = "web1"   # behind a value
        memory=512#glued
        acpi=0x1;apic = '1'
        disk = [ 'a,b', "c" , ]
        vnuma = [ [ "pnode=0", "size=1" ],
                  # between
                  [ "pnode=1" ] ]
        """;
    assertThat(text(text, "name")).isEqualTo("web1");
    assertThat(text(text, "memory")).isEqualTo("512");
    assertThat(text(text, "acpi")).isEqualTo("0x1");
    assertThat(text(text, "apic")).isEqualTo("1");
    assertThat(texts(value(text, "disk"))).containsExactly("a,b", "c");
    assertThat(((Items) value(text, "vnuma")).items()).hasSize(2);
    assertThat(parse(text).settings().keySet()).containsExactly("name", "memory", "acpi", "apic", "disk", "vnuma");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing", " ; ;\n", "\uFEFF# x"})
  void aTextMaySayNothing(String text) {
    assertThat(parse(text).settings()).isEmpty();
  }

  @Test
  void emptyListsAndCommentedItemsAreRead() {
    assertThat(texts(value("vif=[]", "vif"))).isEmpty();
    assertThat(texts(value("disk = [ ]\n", "disk"))).isEmpty();
    assertThat(texts(value("vif = [ '',\n # 'x',\n ]", "vif"))).containsExactly("");
  }

  @Test
  void windowsLineEndsAndAMissingLastOneAreTaken() {
    String text = "name='a'\r\nvif=[\r\n'b',\r\n]\r\nmemory=1";
    assertThat(text(text, "name")).isEqualTo("a");
    assertThat(texts(value(text, "vif"))).containsExactly("b");
    assertThat(text(text, "memory")).isEqualTo("1");
    assertThat(parse(text).settings().get("memory").place()).isEqualTo(new Place(5, 1));
  }

  @Test
  void escapesAreThoseOfXl() {
    assertThat(text("a='\\\\ \\' \\\" \\t \\n \\r \\x41 \\101 \\1011'", "a")).isEqualTo("\\ ' \" \t \n \r A A A1");
    assertThat(refusal("a='\\q'")).hasMessageContaining("\\q").extracting(XlSyntaxException::place).isEqualTo(new Place(1, 4));
    assertThat(refusal("a='\\xZZ'")).isNotNull();
    assertThat(refusal("a='\\x4'")).isNotNull();
  }

  @Test
  void placesAreThoseOfTheFile() {
    XlDocument document = parse("\n  name = 'x'\ndisk = [ 'one',\n\t\"tw\\x41o,z\" ]\n");
    assertThat(document.settings().get("name").place()).isEqualTo(new Place(2, 3));
    assertThat(document.settings().get("name").value().place()).isEqualTo(new Place(2, 10));
    Items disks = (Items) document.settings().get("disk").value();
    assertThat(disks.place()).isEqualTo(new Place(3, 8));
    assertThat(disks.items().get(0).place()).isEqualTo(new Place(3, 10));
    Scalar two = (Scalar) disks.items().get(1);
    assertThat(two.place()).isEqualTo(new Place(4, 2));
    assertThat(two.text()).isEqualTo("twAo,z");
    assertThat(two.placeOf(0)).isEqualTo(new Place(4, 3));
    assertThat(two.placeOf(2)).isEqualTo(new Place(4, 5));
    assertThat(two.placeOf(3)).isEqualTo(new Place(4, 9));
    assertThat(two.placeOf(5)).isEqualTo(new Place(4, 11));
  }

  @Test
  void writtenIsTheTextAsItStands() {
    assertThat(value("a = u'x\\t' # c", "a").written()).isEqualTo("u'x\\t'");
    assertThat(value("a = [ 'x',\n 2 ]", "a").written()).isEqualTo("[ 'x',\n 2 ]");
  }

  @Test
  void theLaterAssignmentCountsAndIsTold() {
    XlDocument document = parse("memory=1\nname='a'\nmemory=2\n");
    assertThat(((Scalar) document.settings().get("memory").value()).text()).isEqualTo("2");
    assertThat(document.settings().get("memory").place()).isEqualTo(new Place(3, 1));
    assertThat(document.remarks()).singleElement().satisfies(remark -> {
      assertThat(remark.kind()).isEqualTo(XlRemark.Kind.OVERRIDDEN);
      assertThat(remark.place()).isEqualTo(new Place(1, 1));
      assertThat(remark.message()).contains("memory").contains("line 3");
    });
  }

  @Test
  void plusEqualsJoins() {
    assertThat(text("extra='a'\nextra += ' b'", "extra")).isEqualTo("a b");
    assertThat(texts(value("disk=['a']\ndisk+=['b','c']", "disk"))).containsExactly("a", "b", "c");
    assertThat(texts(value("vif += ['a']", "vif"))).containsExactly("a");
    assertThat(refusal("disk=['a']\ndisk+='b'")).hasMessageContaining("+=")
        .extracting(XlSyntaxException::place).isEqualTo(new Place(2, 7));
  }

  @Test
  void whatXendAndOtherToolsWriteIsTolerated() {
    assertThat(text("OVM_simple_name = 'x'", "OVM_simple_name")).isEqualTo("x");
    assertThat(text("name = u'web1'", "name")).isEqualTo("web1");
    assertThat(text("vncdisplay = -5900", "vncdisplay")).isEqualTo("-5900");
    assertThat(text("acpi = True", "acpi")).isEqualTo("1");
    assertThat(text("acpi = False", "acpi")).isEqualTo("0");
    assertThat(texts(value("disk = [ 'a', \\\n 'b' \\\n ]", "disk"))).containsExactly("a", "b");
    XlDocument dictionary = parse("x = [ {'pf':'3b:00.0', 'l': [1, {}]}, 'b' ]\ny = { # }\n}\nz=1");
    assertThat(((Items) dictionary.settings().get("x").value()).items().get(0)).isInstanceOf(Dictionary.class);
    assertThat(dictionary.settings()).containsKeys("y", "z");
    assertThat(dictionary.remarks()).hasSize(2).allSatisfy(
        remark -> assertThat(remark.kind()).isEqualTo(XlRemark.Kind.TOLERATED));
  }

  @Test
  void textsOfAllScriptsAreTaken() {
    assertThat(text("# \uD55C\uAE00\nname = '\uD55C \uD83D\uDE00'", "name")).isEqualTo("\uD55C \uD83D\uDE00");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "import os|1|1",
    "from os import path|1|1",
    "name = 'x'\\ndef f(a):\\n  return a|2|1",
    "name = 'vm%d' % 3|1|15",
    "kernel = '/boot/' + v|1|19",
    "arch = os.uname()[4]|1|8",
    "disk = [ 'a' + b ]|1|14",
    "disk = [ x for x in y ]|1|10",
    "vif = [ 'a' for x in y ]|1|13",
    "memory = int('3')|1|10",
    "a = 1\\nb = a|2|5",
    "if a:\\n  b = 1|1|1",
    "print('x')|1|1",
    "os.chdir('x')|1|1",
    "x[0] = 1|1|1",
    "name = ('a', 'b')|1|8",
    "name = \"\"\"x\"\"\"|1|8",
    "memory = 2*1024|1|11",
    "memory = 2 - 1|1|12",
    "name = 'a'.upper()|1|11"})
  void whatComputesIsRefusedWithItsPlace(String text, int line, int column) {
    XlSyntaxException refusal = refusal(text.replace("\\n", "\n"));
    assertThat(refusal).as(text).isNotNull();
    assertThat(refusal.kind()).isEqualTo(Kind.PYTHON);
    assertThat(refusal).hasMessageContaining("Python (xend) config");
    assertThat(refusal.place()).isEqualTo(new Place(line, column));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "name = web1|1|8",
    "name|1|5",
    "name =|1|7",
    "name = \\nx=1|1|8",
    "name = 'abc|1|8",
    "name = 'abc\\n'|1|8",
    "disk = [ 'a' 'b' ]|1|14",
    "disk = [ , ]|1|10",
    "disk = [ 'a'|1|8",
    "x = { 'a'|1|5",
    "memory = 128M|1|10",
    "memory 512|1|8",
    "memory = 512 'x'|1|14",
    "disk = \\\\\\n [ 'a' ]|1|8",
    "= 1|1|1",
    "a == 1|1|3",
    "]|1|1",
    "name = '\\u0001'|1|9"})
  void whatXlRefusesIsRefusedWithItsPlace(String text, int line, int column) {
    String source = text.replace("\\\\", "\u0000").replace("\\n", "\n").replace("\\u0001", "\u0001").replace('\u0000', '\\');
    XlSyntaxException refusal = refusal(source);
    assertThat(refusal).as(source).isNotNull();
    assertThat(refusal.kind()).as(refusal.getMessage()).isEqualTo(Kind.SYNTAX);
    assertThat(refusal.place()).as(refusal.getMessage()).isEqualTo(new Place(line, column));
  }

  @Test
  void whatNoDefinitionCanHoldIsRefused() {
    assertThat(refusal("a='\\a'")).hasMessageContaining("U+0007");
    assertThat(refusal("a='\uD800x'")).hasMessageContaining("U+D800");
    assertThat(refusal("a='\uDC00'")).hasMessageContaining("U+DC00");
    assertThat(refusal("a='\uFFFE'")).hasMessageContaining("U+FFFE");
  }

  @Test
  void everythingIsLimited() {
    assertThat(refusal("a=" + "[".repeat(XlParser.MAX_DEPTH + 1)).kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(refusal("a='" + "x".repeat(XlParser.MAX_STRING) + "'").kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(refusal("a=[" + "1,".repeat(XlParser.MAX_VALUES) + "]").kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(refusal("a=1\n".repeat(XlParser.MAX_VALUES + 1)).kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(refusal(" ".repeat(XlParser.MAX_LENGTH + 1)).kind()).isEqualTo(Kind.TOO_LARGE);
    String grows = "a+='" + "x".repeat(1000) + "'\n";
    assertThat(refusal(grows.repeat(100)).kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(refusal("x".repeat(100_000)).getMessage()).hasSizeLessThan(200);
  }
}
