package org.xen2kvm.migration.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xen2kvm.migration.batch.Trait.Kind;

/** What several inputs have is told once, with all their names, in the order of the inputs. */
final class TraitIndexTest {
  private final TraitIndex index = new TraitIndex();

  private static Trait name(String value) {
    return new Trait(Kind.NAME, value);
  }

  private static Trait disk(String value) {
    return new Trait(Kind.DISK, value);
  }

  private void add(String label, long text, Trait... traits) {
    index.add(label, new DomainTraits(text, List.of(traits)));
  }

  @Test
  void whatOnlyOneHasIsNoConflict() {
    add("a", 1, name("a"), disk("/a"));
    add("b", 2, name("b"), disk("/b"));

    assertThat(index.findings().isEmpty()).isTrue();
  }

  @Test
  void allOwnersAreNamedInTheirOrder() {
    add("c", 1, name("x"), disk("/shared"));
    add("b", 2, name("y"), disk("/other"));
    add("a", 3, name("x"), disk("/shared"));
    add("d", 4, disk("/other"), name("x"));

    assertThat(index.findings().conflicts()).containsExactly(
        new Conflict(name("x"), List.of("c", "a", "d")),
        new Conflict(disk("/shared"), List.of("c", "a")),
        new Conflict(disk("/other"), List.of("b", "d")));
  }

  @Test
  void whatOneInputHasTwiceIsItsOwnMatter() {
    add("a", 1, disk("/a"), disk("/a"));
    assertThat(index.findings().isEmpty()).isTrue();

    add("b", 2, disk("/a"), disk("/a"));
    assertThat(index.findings().conflicts()).containsExactly(new Conflict(disk("/a"), List.of("a", "b")));
  }

  @Test
  void aCopyIsToldOnceAndNotForEachOfItsParts() {
    add("z", 9, disk("/a"));
    add("a", 1, name("a"), disk("/a"));
    add("backup/a", 1, name("a"), disk("/a"));
    add("other", 2, name("a"));

    assertThat(index.findings().conflicts()).containsExactly(
        new Conflict(disk("/a"), List.of("z", "a")),
        new Conflict(null, List.of("a", "backup/a")),
        new Conflict(name("a"), List.of("a", "other")));
  }

  @Test
  void aTextThatOnlySeemsToBeTheSameIsHeldAgainstTheOthers() {
    add("a", 1, name("a"), disk("/shared"));
    add("b", 1, name("b"), disk("/shared"));

    assertThat(index.findings().conflicts()).containsExactly(new Conflict(disk("/shared"), List.of("a", "b")));
  }

  @Test
  void oneValueOfTwoKindsIsNoConflict() {
    add("a", 1, name("/x"));
    add("b", 2, disk("/x"));

    assertThat(index.findings().isEmpty()).isTrue();
  }

  @Test
  void networksAreToldWhoeverNamesThem() {
    Trait bridge = new Trait(Kind.BRIDGE, "xenbr0");
    add("a", 1, bridge);
    add("b", 2);
    add("c", 3, bridge);

    assertThat(index.findings().conflicts()).isEmpty();
    assertThat(index.findings().networks()).containsExactly(new UnmappedNetwork(bridge, List.of("a", "c")));
    assertThat(index.findings().networks().get(0).message())
        .isEqualTo("No mapping of the policy covers the bridge xenbr0, that of one other input, too");
  }

  @Test
  void aHundredThousandInputsAreToldApart() {
    for (int i = 0; i < 100_000; i++) {
      add("exports/host" + i / 1_000 + "/d" + i + ".xml", i, name("d" + i), disk("/dev/vg/d" + i), disk("/srv/d" + i % 99_999));
    }

    assertThat(index.findings().conflicts()).containsExactly(
        new Conflict(disk("/srv/d0"), List.of("exports/host0/d0.xml", "exports/host99/d99999.xml")));
  }

  @Test
  void labelsComeBackAsTheyWere() {
    InputLabels labels = new InputLabels();
    List<String> given = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      given.add(switch (i % 5) {
        case 0 -> "";
        case 1 -> "exports/" + i;
        case 2 -> "exports/" + i + "ä\n€".repeat(i);
        case 3 -> "exports/" + (i - 1) + "ä\n€".repeat(i - 1);
        default -> "exports/";
      });
    }

    for (int i = 0; i < given.size(); i++) {
      assertThat(labels.add(given.get(i))).isEqualTo(i);
    }
    for (int i = 0; i < given.size(); i++) {
      assertThat(labels.get(i)).isEqualTo(given.get(i));
    }
  }
}
