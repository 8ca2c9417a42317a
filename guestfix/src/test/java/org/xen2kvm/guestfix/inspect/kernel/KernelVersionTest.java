package org.xen2kvm.guestfix.inspect.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KernelVersionTest {
  @Test
  void newerKernelsComeLater() {
    List<String> ordered = List.of(
        "0-rescue-0123", "2.6.18-8.el5", "2.6.18-398.el5", "2.6.18-398.el5xen", "2.6.26-2-686", "2.6.32-5-amd64",
        "3.0.101-63-default",
        "3.10.0-1160.el7.x86_64", "4.19.0-9-amd64", "4.19.0-10-amd64", "5.14.0-rc1", "5.14.0", "5.14.0-70.el9.x86_64",
        "5.14.0-362.8.1.el9_3.x86_64", "6.1.0-31-amd64", "6.1.0-031-amd64.2", "6.10.1");
    List<String> shuffled = new ArrayList<>(ordered);
    Collections.reverse(shuffled);
    shuffled.sort(KernelVersion.ORDER);

    assertThat(shuffled).containsExactlyElementsOf(ordered);
  }

  @Test
  void anyTextsCanBeCompared() {
    List<String> odd = new ArrayList<>(List.of("", "-", "9".repeat(5000), "1..2", "\u0661", "a", "1", "01"));
    odd.sort(KernelVersion.ORDER);

    assertThat(odd.get(0)).isEmpty();
    assertThat(KernelVersion.ORDER.compare("1", "1")).isZero();
  }
}
