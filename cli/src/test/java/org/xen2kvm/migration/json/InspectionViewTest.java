package org.xen2kvm.migration.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xen2kvm.guestfix.disk.FakeGuestDisks;
import org.xen2kvm.guestfix.inspect.GuestInspection;
import org.xen2kvm.guestfix.inspect.GuestInspector;
import org.xen2kvm.guestfix.inspect.GuestTrees;
import org.xen2kvm.guestfix.inspect.KeyRing;

final class InspectionViewTest {
  static Set<String> guests() {
    return GuestTrees.all().keySet();
  }

  private static String json(String name) {
    try (FakeGuestDisks disks = GuestTrees.disks(GuestTrees.all().get(name).get(), "ext4")) {
      return InspectionView.of(name + ".xml", GuestInspector.inspect(disks, GuestTrees.names(), KeyRing.empty())).json();
    }
  }

  @ParameterizedTest
  @MethodSource("guests")
  void keepsToTheSchema(String name) {
    assertThat(JsonSchemas.problems("inspection", json(name))).isEmpty();
  }

  @Test
  void tellsWhatIsInside() {
    JsonNode guest = JsonSchemas.tree(json("debian12"));

    assertThat(guest.at("/label").asText()).isEqualTo("debian12.xml");
    assertThat(guest.at("/system/id").asText()).isEqualTo("debian");
    assertThat(guest.at("/kernels/0/version").asText()).isEqualTo("6.1.0-31-amd64");
    assertThat(guest.at("/kernels/0/virtioBlk").asText()).isEqualTo("module");
    assertThat(guest.at("/kernels/0/findsVirtioDisks").asBoolean()).isFalse();
    assertThat(guest.at("/filesystems/0/mountPoint").asText()).isEqualTo("/");
    assertThat(guest.at("/network/interfaces/0/name").asText()).isEqualTo("eth0");
  }

  @Test
  void aGuestWithNothingInItKeepsToTheSchemaToo() {
    try (FakeGuestDisks disks = new FakeGuestDisks()) {
      GuestInspection nothing = GuestInspector.inspect(disks, GuestTrees.names(), KeyRing.empty());
      assertThat(JsonSchemas.problems("inspection", InspectionView.of("x", nothing).json())).isEmpty();
    }
  }
}
