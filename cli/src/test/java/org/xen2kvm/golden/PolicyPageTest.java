package org.xen2kvm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference of policy files tells what the schema says. */
final class PolicyPageTest {
  private static final Path PAGE = GoldenCase.ROOT.resolve("docs/policy.md");

  @Test
  void thePageIsWhatTheSchemaSays() throws IOException {
    String page = page();

    assertThat(page).isEqualTo(GoldenCase.expected(PAGE, page));
  }

  @Test
  void aKeyBelowAnotherHasARowWithItsWholeName() throws IOException {
    assertThat(page()).contains("\n| `[].to.openvswitch` | `true` or `false` | `false` | Whether", "\n| `[].reason` | ",
        "\n| `enable` | ", "\n## networks\n", "\n- Exactly one of `[].to.bridge`, `[].to.network`, `[].to.user`.\n", "\n- `[].to.volume` needs `[].to.pool`.\n", "\n      bridge: 'br$1'\n");
  }

  private static String page() throws IOException {
    return PolicyPage.of(GoldenCase.read(GoldenCase.ROOT.resolve("schemas/policy.schema.json")),
        GoldenCase.read(GoldenCase.ROOT.resolve("testdata/policies/full.yaml")));
  }
}
