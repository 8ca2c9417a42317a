package org.xen2kvm.migration.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestTrees;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.FixPlan;
import org.xen2kvm.guestfix.plan.GuestAction;
import org.xen2kvm.guestfix.plan.GuestText;
import org.xen2kvm.guestfix.plan.Reason;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.plan.BootProof;
import org.xen2kvm.migration.plan.InputDigest;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.RunPlan;

/** What is written is read again and keeps to the schema; whatever else is read is refused. */
final class PlanFileTest {
  private static String written = "";
  private static List<MigrationPlan> plans = List.of();

  @BeforeAll
  static void planAllGuests(@TempDir Path folder) {
    SourceGuest guest = SourceGuest.in(folder, 2);
    List<MigrationPlan> all = new ArrayList<>();
    for (String name : GuestTrees.all().keySet()) {
      for (KeepChoice keep : KeepChoice.values()) {
        all.add(SourceGuest.planner(MemoryGuest.tree(name), keep).plan(guest.source()));
      }
      all.add(SourceGuest.planner(MemoryGuest.tree(name), KeepChoice.OVERLAY).plan(guest.imagesAlone()));
    }
    GuestSource kvm = SourceGuest.source("<domain type='kvm'><name>x</name></domain>");
    all.add(SourceGuest.planner(MemoryGuest.tree("debian12"), KeepChoice.OVERLAY).plan(kvm));
    all.add(withEveryAction(all.get(0)));
    plans = all;
    written = PlanFile.write(withEveryAction(
        SourceGuest.planner(MemoryGuest.tree("debian12"), KeepChoice.OVERLAY).plan(guest.source())));
  }

  /** The same plan with those actions that made-up guests do not need. */
  private static MigrationPlan withEveryAction(MigrationPlan plan) {
    List<Reason> why = List.of(new Reason(new FixId("some-fix"), "Because"));
    GuestPath path = GuestPath.of("/a/b c'\"\\");
    List<GuestAction> actions = new ArrayList<>(plan.fixes().actions());
    GuestText latin1 = new GuestText("\u00e9\r\n\t\u0001", true);
    actions.add(new GuestAction.WriteFile(path, Optional.of(latin1), GuestText.of("\ud83d\ude00"), why));
    actions.add(new GuestAction.RemoveFile(path, GuestText.of(""), why));
    actions.add(new GuestAction.ChangeLink(path, Optional.of(""), Optional.of("../x"), why));
    actions.add(new GuestAction.ChangeLink(path, Optional.of("x"), Optional.empty(), why));
    actions.add(new GuestAction.MakeDirectory(path, why));
    actions.add(new GuestAction.CopyFile(path, GuestPath.ROOT, why));
    actions.add(new GuestAction.RunCommand(List.of("grub-install", "", "--x=\n"), List.of(path), why));
    actions.add(new GuestAction.RebuildInitramfs(List.of("dracut"), path, "6.1", List.of("virtio_blk"), List.of(), why));
    return new MigrationPlan(plan.toolVersion(), plan.name(), plan.label(),
        List.of(new InputDigest(Path.of("/x/policy.yaml"), "0".repeat(64))), plan.definition(), plan.definitionFile(),
        plan.disks(), plan.keep(), plan.guest(), plan.mounts(),
        new FixPlan(actions, plan.fixes().directBoot(), plan.fixes().findings()),
        plan.hostBoot(), Optional.of("xen+ssh://xen1/"),
        Optional.of(new RunPlan("qemu:///system", RunPlan.Mode.START, true,
            List.of(BootProof.named("login"), BootProof.named("serial=a=b"), BootProof.named("port=22")), 60)));
  }

  private static Throwable reading(String json) {
    return catchThrowable(() -> PlanFile.read(json));
  }

  private static void assertRefused(Throwable failure, String what) {
    assertThat(failure).as(what).isInstanceOfSatisfying(MigrationException.class, e ->
        assertThat(e.reason()).isEqualTo(MigrationException.Reason.REFUSED));
  }

  // ---- what is written

  @Test
  void everyPlanIsReadAsItWasWritten() {
    assertThat(plans).hasSizeGreaterThan(40).allSatisfy(plan -> {
      String json = PlanFile.write(plan);
      assertThat(PlanFile.read(json)).isEqualTo(plan);
      assertThat(PlanFile.write(PlanFile.read(json))).isEqualTo(json);
    });
  }

  @Test
  void everyPlanKeepsToTheSchema() {
    assertThat(plans).allSatisfy(plan -> assertThat(JsonSchemas.problems("plan", PlanFile.write(plan))).isEmpty());
  }

  @Test
  void theSchemaHasNoKeyThatIsNeverWritten() {
    Set<String> keys = new TreeSet<>();
    schemaKeys(JsonSchemas.schema("plan"), keys);
    Set<String> used = new TreeSet<>();
    plans.forEach(plan -> keys(JsonSchemas.tree(PlanFile.write(plan)), used));

    keys.removeAll(used);
    // No made-up guest needs an extra file in its initramfs.
    keys.removeAll(Set.of("permissions", "content"));
    assertThat(keys).isEmpty();
  }

  private static void schemaKeys(JsonNode schema, Set<String> keys) {
    schema.path("properties").fieldNames().forEachRemaining(keys::add);
    schema.forEach(child -> schemaKeys(child, keys));
  }

  private static void keys(JsonNode node, Set<String> keys) {
    node.fieldNames().forEachRemaining(keys::add);
    node.forEach(child -> keys(child, keys));
  }

  @Test
  void everyObjectOfTheSchemaIsClosed() {
    List<String> open = new ArrayList<>();
    open(JsonSchemas.schema("plan"), "", open);
    open(JsonSchemas.schema("inspection"), "", open);

    // What an action may hold, its kind says.
    assertThat(open).containsExactly("/$defs/action");
  }

  private static void open(JsonNode schema, String at, List<String> open) {
    boolean condition = at.endsWith("/if");
    if (schema.has("properties") && schema.path("properties").isObject() && schema.has("type")
        && schema.path("additionalProperties").asBoolean(true) && !condition) {
      open.add(at);
    }
    schema.properties().forEach(each -> open(each.getValue(), at + "/" + each.getKey(), open));
  }

  // ---- what is read

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "1", "[]", "{}", "\"plan\"", "{\"formatVersion\": 1}",
      "{\"formatVersion\": 1, \"plan\": null}", "{\"formatVersion\": 1, \"plan\": []}",
      "{\"formatVersion\": 1e999, \"plan\": {}}", "{\"formatVersion\": \"1\", \"plan\": {}}",
      "<domain/>", "\u0000", "{\"plan\": {}}", "{'formatVersion': 1}"})
  void whatIsNoPlanIsRefused(String json) {
    assertRefused(reading(json), json);
  }

  @Test
  void anotherFormatIsNamed() {
    assertThat(reading(written.replace("\"formatVersion\" : 1", "\"formatVersion\" : 2")))
        .hasMessage("This is no plan of this tool: its formatVersion is 2, and this tool knows 1");
  }

  @Test
  void aTruncatedPlanIsRefusedWhereverItEnds() {
    for (int end = 0; end < written.length() - 2; end += 1 + end / 200) {
      assertRefused(reading(written.substring(0, end)), "cut at " + end);
    }
    assertRefused(reading(written + "{}"), "with more behind it");
    assertRefused(reading(written.replaceFirst("\"name\"", "\"name\" : \"x\", \"name\"")), "with a key twice");
  }

  @Test
  void absurdSizesAreRefused() {
    assertRefused(reading("[".repeat(100_000)), "deep");
    assertRefused(reading("{\"formatVersion\": " + "9".repeat(100_000) + "}"), "a long number");
    assertRefused(reading(written.replaceFirst("\"size\" : [0-9]+", "\"size\" : " + "9".repeat(40))), "a large number");
    assertRefused(reading(" ".repeat((64 << 20) + 1)), "long");
  }

  /** Every value replaced, one at a time, by one of each other kind; every key left out; every list without its items. */
  static Stream<String> replacements() {
    return Stream.of("null", "true", "-1", "1.5", "1e300", "\"\"", "\"x\"", "\"/\"", "\"\\u0000\"", "\"\\ud800\"",
        "[]", "{}", "[null]");
  }

  @ParameterizedTest
  @MethodSource("replacements")
  void noReplacedValueGivesAnotherExceptionThanRefused(String replacement) {
    JsonNode value = JsonSchemas.tree(replacement);
    JsonNode tree = JsonSchemas.tree(written);
    int tried = replaceEach(tree, tree, value);
    assertThat(tried).isGreaterThan(300);
  }

  private static int replaceEach(JsonNode tree, JsonNode at, JsonNode value) {
    int tried = 0;
    if (at instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        JsonNode before = object.get(name);
        object.set(name, value);
        assertReadOrRefused(tree);
        tried++;
        object.set(name, before);
        tried += replaceEach(tree, before, value);
      }
    } else if (at instanceof ArrayNode array && !array.isEmpty() && !array.get(0).isTextual()) {
      for (int i = 0; i < Math.min(array.size(), 12); i++) {
        JsonNode before = array.get(i);
        array.set(i, value);
        assertReadOrRefused(tree);
        tried++;
        array.set(i, before);
        tried += i < 2 || array.size() < 40 ? replaceEach(tree, before, value) : 0;
      }
    }
    return tried;
  }

  private static void assertReadOrRefused(JsonNode tree) {
    Throwable failure = reading(tree.toString());
    if (failure != null) {
      assertRefused(failure, String.valueOf(failure));
    }
  }

  @Test
  void everyMissingAndEveryForeignKeyIsRefused() {
    JsonNode tree = JsonSchemas.tree(written);
    assertThat(leaveOutEach(tree, tree)).isGreaterThan(300);
  }

  private static int leaveOutEach(JsonNode tree, JsonNode at) {
    int tried = 0;
    if (at instanceof ObjectNode object) {
      object.set("foreign", JsonNodeFactory.instance.textNode("x"));
      assertRefused(reading(tree.toString()), "a foreign key");
      object.remove("foreign");
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        JsonNode before = object.remove(name);
        assertRefused(reading(tree.toString()), "without " + name);
        object.set(name, before);
        tried += 1 + leaveOutEach(tree, before);
      }
    } else if (at.isArray() && !at.isEmpty()) {
      for (int i = 0; i < Math.min(at.size(), 12); i++) {
        tried += leaveOutEach(tree, at.get(i));
      }
    }
    return tried;
  }

  @Test
  void randomDamageIsReadOrRefused() {
    Random random = new Random(3);
    for (int round = 0; round < 1_000; round++) {
      StringBuilder damaged = new StringBuilder(written);
      for (int edit = 0; edit <= random.nextInt(3); edit++) {
        damaged.setCharAt(random.nextInt(damaged.length()), "{}[]\",:0-/nt\\ ".charAt(random.nextInt(14)));
      }
      Throwable failure = reading(damaged.toString());
      if (failure != null) {
        assertRefused(failure, "round " + round);
      }
    }
  }

  @Test
  void theMessageSaysWhereItIsWrong() {
    assertThat(reading(written.replaceFirst("\"keep\" : \"overlay\"", "\"keep\" : \"burn\"")))
        .hasMessageContaining("/plan/keep").hasMessageContaining("flatten");
    assertThat(reading(written.replaceFirst("\"action\" : \"write-file\"", "\"action\" : \"format-disk\"")))
        .hasMessageContaining("/plan/fixes/actions/0/action");
  }

  // ---- files of the host

  @ParameterizedTest
  @CsvSource({
      "relative, web1-xvda.xen2kvm.qcow2",
      "climbing, /tmp/../etc/x",
      "the root, /",
  })
  void aHostileOverlayIsRefused(String what, String path) {
    ObjectNode tree = (ObjectNode) JsonSchemas.tree(written);
    ((ObjectNode) tree.at("/plan/disks/0")).put("overlay", path);
    ((ObjectNode) tree.at("/plan/disks/0/result")).put("file", path);

    assertRefused(reading(tree.toString()), what);
  }

  @ParameterizedTest
  @CsvSource({
      "an overlay on a source, /plan/disks/0/source/image/file, /plan/disks/1/overlay",
      "two disks with one overlay, /plan/disks/0/overlay, /plan/disks/1/overlay",
      "two disks with one image, /plan/disks/0/source/image/file, /plan/disks/1/source/image/file",
      "a result elsewhere, /plan/definitionFile, /plan/disks/0/result/file",
      "a definition on a source, /plan/disks/0/source/image/file, /plan/definitionFile",
      "a definition on an overlay, /plan/disks/1/overlay, /plan/definitionFile",
      "a kernel on a source, /plan/disks/1/source/image/file, /plan/hostBoot/kernel",
      "a kernel on a definition, /plan/definitionFile, /plan/hostBoot/kernel",
      "an initramfs on the kernel, /plan/hostBoot/kernel, /plan/hostBoot/initramfs",
  })
  void aFileWithTwoPartsIsRefused(String what, String from, String to) {
    ObjectNode tree = (ObjectNode) JsonSchemas.tree(written);
    int slash = to.lastIndexOf('/');
    JsonNode value = tree.at(from);
    assertThat(value.isTextual()).isTrue();
    ((ObjectNode) tree.at(to.substring(0, slash))).set(to.substring(slash + 1), value);
    if (to.endsWith("/overlay")) {
      ((ObjectNode) tree.at(to.substring(0, slash) + "/result")).set("file", value);
    }

    assertRefused(reading(tree.toString()), what);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tmp/x.xen2kvm.part", "/tmp/x.xen2kvm.lock.part"})
  void theNameOfAnUnfinishedFileIsRefused(String path) {
    ObjectNode tree = (ObjectNode) JsonSchemas.tree(written);
    ((ObjectNode) tree.at("/plan")).put("definitionFile", path);

    assertRefused(reading(tree.toString()), path);
  }

  @Test
  void aChangedReadOnlyDiskIsRefused() {
    ObjectNode tree = (ObjectNode) JsonSchemas.tree(written);
    ((ObjectNode) tree.at("/plan/disks/0/source")).put("readOnly", true);

    assertRefused(reading(tree.toString()), "read-only and changed");
  }

  @Test
  void aHostKernelWithoutAGuestsIsRefused() {
    ObjectNode tree = (ObjectNode) JsonSchemas.tree(written);
    ((ObjectNode) tree.at("/plan/fixes")).putNull("directBoot");

    assertRefused(reading(tree.toString()), "no kernel in the guest");
  }

  // ---- actions

  @ParameterizedTest
  @ValueSource(strings = {
      "{\"action\":\"change-link\",\"path\":\"/etc/passwd\",\"before\":null,\"after\":null,\"reasons\":[R]}",
      "{\"action\":\"change-link\",\"path\":\"/etc/x\",\"before\":null,\"after\":\"\",\"reasons\":[R]}",
      "{\"action\":\"run-command\",\"argv\":[],\"writes\":[],\"reasons\":[R]}",
      "{\"action\":\"run-command\",\"argv\":[\"\"],\"writes\":[],\"reasons\":[R]}",
      "{\"action\":\"run-command\",\"argv\":[\"a\",\"b\\u0000c\"],\"writes\":[],\"reasons\":[R]}",
      "{\"action\":\"make-directory\",\"path\":\"etc\",\"reasons\":[R]}",
      "{\"action\":\"make-directory\",\"path\":\"/../etc\",\"reasons\":[R]}",
      "{\"action\":\"make-directory\",\"path\":\"/etc\",\"reasons\":[]}",
      "{\"action\":\"make-directory\",\"path\":\"/etc\",\"reasons\":[{\"fix\":\"x\",\"text\":\"  \"}]}",
      "{\"action\":\"write-file\",\"path\":\"/x\",\"before\":null,"
          + "\"after\":{\"text\":\"\u20ac\",\"latin1\":true},\"reasons\":[R]}",
      "{\"action\":\"write-file\",\"path\":\"/x\",\"before\":null,"
          + "\"after\":{\"text\":\"\\ud800\",\"latin1\":false},\"reasons\":[R]}",
      "{\"action\":\"append-to-initramfs\",\"initramfs\":\"/x\",\"size\":8,"
          + "\"archive\":{\"kernelVersion\":\"6\",\"directories\":[],\"files\":[],\"extras\":[],\"modules\":[],"
          + "\"present\":[],\"builtIn\":[],\"missing\":[],"
          + "\"appendPoint\":{\"keep\":9,\"padding\":0,\"asLz4\":false}},\"reasons\":[R]}",
      "{\"action\":\"WriteFile\",\"path\":\"/x\",\"reasons\":[R]}",
      "{\"path\":\"/x\",\"reasons\":[R]}"})
  void anActionThatMakesNoSenseIsRefused(String action) {
    ObjectNode tree = (ObjectNode) JsonSchemas.tree(written);
    ArrayNode actions = (ArrayNode) tree.at("/plan/fixes/actions");
    actions.add(JsonSchemas.tree(action.replace("R", "{\"fix\":\"some-fix\",\"text\":\"Because\"}")));

    assertRefused(reading(tree.toString()), action);
  }
}
