package org.xen2kvm.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xen2kvm.migration.source.LiveDomains;
import org.xen2kvm.runner.FakeDomainRunner;

/** Which domains of a host arguments name, and what becomes of one that goes away. */
final class LiveInputsTest {
  private final FakeDomainRunner host = new FakeDomainRunner();

  private List<Input> inputs(String... arguments) {
    try (LiveDomains domains = LiveDomains.of("qemu:///embed?root=/tmp/x", uri -> host.reopened())) {
      List<Input> inputs = new ArrayList<>();
      LiveInputs.of(domains, List.of(arguments)).forEachRemaining(inputs::add);
      return inputs;
    }
  }

  private void define(String name) {
    host.define("<domain type='kvm'><name>" + name + "</name></domain>");
  }

  @Test
  void wildcardsStandForLetters() {
    assertThat(LiveInputs.matches("web*", "web")).isTrue();
    assertThat(LiveInputs.matches("*1", "web11")).isTrue();
    assertThat(LiveInputs.matches("w?b*.*.org", "web1.example.org")).isTrue();
    assertThat(LiveInputs.matches("**", "")).isTrue();
    assertThat(LiveInputs.matches("web?", "web")).isFalse();
    assertThat(LiveInputs.matches("web", "web1")).isFalse();
    assertThat(LiveInputs.matches("*a*a*a*a*a*a*a*b", "a".repeat(100_000))).isFalse();
  }

  @Test
  void aNameWithAStarIsThatDomain() {
    define("web*");
    define("web1");

    assertThat(inputs("web*")).extracting(Input::label).containsExactly("qemu:///embed/web*");
  }

  @Test
  void aHostWithoutDomainsIsTold() {
    assertThat(inputs()).singleElement().isInstanceOfSatisfying(Input.Unusable.class,
        none -> assertThat(none.failure().message()).isEqualTo("The host has no domains"));
  }

  @Test
  void aDomainThatGoesAwayMeanwhileIsUnreadable() throws IOException {
    define("web1");
    try (LiveDomains domains = LiveDomains.of("qemu:///system", uri -> host.reopened())) {
      Input input = LiveInputs.of(domains, List.of("web1")).next();
      host.undefine("web1");

      assertThat(Content.read(input, InputStream.nullInputStream())).isInstanceOfSatisfying(Content.Unreadable.class, gone -> {
        assertThat(gone.failure().message()).isEqualTo("libvirt: no domain with matching name 'web1'");
        assertThat(gone.failure().advice()).startsWith("It was there a moment ago");
      });
    }
  }

  @Test
  void outputsDependOnTheHostsDomainsAndNotOnTheChoice() {
    define("a b");
    define("a?b");
    define("c d");

    List<String> all = inputs().stream().map(Input::outputName).toList();

    assertThat(all).hasSize(3).doesNotHaveDuplicates().contains("c_d.xml")
        .filteredOn(name -> name.matches("a_b-[0-9a-f]{8}\\.xml")).hasSize(2);
    assertThat(inputs("a b")).extracting(Input::outputName).containsExactly(all.get(0));
  }
}
