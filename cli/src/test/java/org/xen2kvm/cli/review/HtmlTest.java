package org.xen2kvm.cli.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HtmlTest {
  @Test
  void plainTextStaysAsItIs() {
    assertThat(Html.text("web1 /dev/vg_xen/web1: ok\n\tGrüße, 你好 🐧")).isEqualTo("web1 /dev/vg_xen/web1: ok\n\tGrüße, 你好 🐧");
    assertThat(Html.text("")).isEmpty();
  }

  @Test
  void markupStaysText() {
    assertThat(Html.text("<script>a && b</script>"))
        .isEqualTo("&lt;script&gt;a &amp;&amp; b&lt;/script&gt;");
    assertThat(Html.text("\"'><img onerror=x>")).isEqualTo("&quot;&#39;&gt;&lt;img onerror=x&gt;");
    assertThat(Html.text("]]></noscript><!--")).doesNotContain("<", ">");
  }

  @Test
  void whatCannotBeSeenIsSpelledOut() {
    assertThat(Html.text("web\u202Elmx.1")).isEqualTo("web‹U+202E›lmx.1");
    assertThat(Html.text("a\u2066b\u2069 c\u200Bd\u200Fe\uFEFF")).isEqualTo("a‹U+2066›b‹U+2069› c‹U+200B›d‹U+200F›e‹U+FEFF›");
    assertThat(Html.text("\u2028\u2029\r\u0000\u001B[31m\u0085\u00AD")).isEqualTo(
        "‹U+2028›‹U+2029›‹U+000D›‹U+0000›‹U+001B›[31m‹U+0085›‹U+00AD›");
    assertThat(Html.text("\uDB40\uDC41")).as("a tag character, in two units").isEqualTo("‹U+E0041›");
    assertThat(Html.text("a\uD800b\uFFFE")).as("half a character, and none").isEqualTo("a‹U+D800›b‹U+FFFE›");
  }
}
