package org.xen2kvm.migration.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.migration.plan.RunPlan.Mode;

final class RunPlanTest {
  private static final List<BootProof> LOGIN = List.of(BootProof.named("login"));
  private static final RunPlan PLAN = new RunPlan("qemu:///system", Mode.START, false, LOGIN, 300);

  @Test
  void changesOneThingAndKeepsTheOthers() {
    assertThat(PLAN.in(Mode.PAUSED)).isEqualTo(new RunPlan("qemu:///system", Mode.PAUSED, false, LOGIN, 300));
    assertThat(PLAN.autostarting(true)).isEqualTo(new RunPlan("qemu:///system", Mode.START, true, LOGIN, 300));
    assertThat(PLAN.autostarting(true).autostarting(false)).isEqualTo(PLAN);
  }

  @Test
  void itsProofsAreItsOwn() {
    List<BootProof> proofs = new ArrayList<>(LOGIN);
    RunPlan plan = new RunPlan("qemu:///system", Mode.START, false, proofs, 300);
    proofs.clear();

    assertThat(plan).isEqualTo(PLAN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "qemu:///system\n", "qemu:///\u0000"})
  void aUriIsOneLine(String uri) {
    assertThatIllegalArgumentException().isThrownBy(() -> new RunPlan(uri, Mode.START, false, LOGIN, 300))
        .withMessageContaining("URI");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 86_401, Integer.MAX_VALUE})
  void aBootTakesFromASecondToADay(int seconds) {
    assertThatIllegalArgumentException().isThrownBy(() -> new RunPlan("qemu:///system", Mode.START, false, LOGIN, seconds))
        .withMessageContaining("1 s to a day");
    assertThat(new RunPlan("qemu:///system", Mode.START, false, LOGIN, 86_400).limitSeconds()).isEqualTo(86_400);
  }

  @Test
  void somethingHasToProveIt() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RunPlan("qemu:///system", Mode.START, false, List.of(), 300))
        .withMessageContaining("nothing is named");
  }
}
