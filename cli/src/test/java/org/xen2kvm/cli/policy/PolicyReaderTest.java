package org.xen2kvm.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.policy.DiskMapping;
import org.xen2kvm.converter.policy.NameMatch;
import org.xen2kvm.converter.policy.NetworkMapping;
import org.xen2kvm.converter.policy.NetworkMapping.Kind;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.UserRule;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.report.Severity;

final class PolicyReaderTest {
  private static final Path POLICIES = Path.of(System.getProperty("xen2kvm.root", ".."), "testdata", "policies");

  @Test
  void readsEveryKey() throws Exception {
    Policy policy = PolicyReader.read(example("full.yaml"), "full.yaml");

    assertThat(policy.profile()).isEqualTo(Policy.Profile.DEFAULT);
    assertThat(policy.domain().type()).isEqualTo(Policy.DomainType.QEMU);
    assertThat(policy.domain().uuid()).isEqualTo(Policy.UuidChoice.NEW);
    assertThat(policy.hardware()).isEqualTo(new Policy.HardwareChoice(
        Optional.of("pc-q35-7.2"), Optional.of("host-passthrough"), Optional.of("virtio"), Optional.of("e1000e"),
        Policy.GuestOs.LINUX, Policy.ConsoleChoice.NONE, true, true, true));
    assertThat(policy.defaultBridge()).isEqualTo("br-lan");
    assertThat(policy.liveMigration()).isEqualTo(Policy.LiveMigration.WANTED);
    assertThat(policy.enabled()).containsExactly(new RuleId("domain-type-kvm"));
    assertThat(policy.disabled()).containsExactly(new RuleId("drop-domain-id"));
    assertThat(policy.severities()).isEqualTo(Map.of(
        new RuleId("domain-type-kvm"), Severity.WARNING,
        new RuleId("refuse-doctype"), Severity.ERROR,
        new RuleId("user-drop-watchdog"), Severity.NOTE));
  }

  @Test
  void readsMappings() throws Exception {
    Policy policy = PolicyReader.read(example("full.yaml"), "full.yaml");

    assertThat(policy.domain().rename()).extracting(each -> each.from().text() + " -> " + each.to())
        .containsExactly("web1 -> web1-kvm", "db.example.com -> db1");
    assertThat(policy.networks()).hasSize(5);
    NetworkMapping pattern = policy.networks().get(1);
    assertThat(pattern.from().replace("xenbr7", pattern.to())).contains("br7");
    assertThat(pattern.vlan()).containsExactly(42);
    assertThat(pattern.openVswitch()).isTrue();
    NetworkMapping network = policy.networks().get(2);
    assertThat(network.kind()).isEqualTo(Kind.NETWORK);
    assertThat(network.target()).isEqualTo(Kind.NETWORK);
    assertThat(network.portgroup()).contains("engineering");
    assertThat(network.vlan()).containsExactly(100, 101);
    NetworkMapping named = policy.networks().get(3);
    assertThat(named.from().replace("paris-net", named.to())).contains("paris");
    assertThat(policy.networks().get(4).target()).isEqualTo(Kind.USER);
    assertThat(policy.disks()).hasSize(2);
    assertThat(policy.disks().get(0).target()).isEqualTo(new DiskMapping.Volume("ssd", "web1.qcow2"));
    assertThat(policy.disks().get(0).format()).contains("qcow2");
    DiskMapping path = policy.disks().get(1);
    assertThat(path.target()).isEqualTo(new DiskMapping.Path("/var/lib/libvirt/images/$1.img"));
    assertThat(path.from().replace("/var/lib/xen/images/a/b.img", "/x/$1.img")).contains("/x/a/b.img");
    assertThat(path.format()).isEmpty();
  }

  @Test
  void readsUserRules() throws Exception {
    Policy policy = PolicyReader.read(example("full.yaml"), "full.yaml");

    assertThat(policy.userRules()).extracting(UserRule::action).containsExactly(
        new UserRule.Remove(Optional.empty()),
        new UserRule.Remove(Optional.of("order")),
        new UserRule.Add("<iothreads>2</iothreads>"),
        new UserRule.SetAttribute("cache", "none"),
        new UserRule.SetText("Moved from Xen"));
    assertThat(policy.userRules().get(0).id()).isEqualTo(new RuleId("user-drop-watchdog"));
    assertThat(policy.userRules().get(0).xpath()).isEqualTo("/domain/devices/watchdog");
    assertThat(policy.userRules().get(0).reason()).isEqualTo("The new cluster has its own watchdog");
  }

  @Test
  void readsPatternsAndAliases() throws Exception {
    Policy policy = PolicyReader.read(example("rename-pattern.yaml"), "rename-pattern.yaml");

    assertThat(policy.domain().rename()).hasSize(2);
    assertThat(policy.domain().rename().get(1).from().replace("xen-mail", "$1")).contains("mail");
    assertThat(policy.networks()).extracting(NetworkMapping::to).containsExactly("br0", "br0");
  }

  @Test
  void theGuidePolicyIsTheGuidePolicy() throws Exception {
    assertThat(PolicyReader.read(example("guide.yaml"), "guide.yaml")).isEqualTo(Policy.guide());
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{}", "version: 1", "---\nversion: 1\n...\n", "rules: {}\nuser-rules: []\n", "\uFEFFversion: 1"
  })
  void aPolicyThatDecidesNothingIsTheDefault(String text) throws Exception {
    assertThat(PolicyReader.read(text, "p.yaml")).isEqualTo(Policy.defaults());
  }

  @Test
  void jsonIsTakenToo() throws Exception {
    Policy policy = PolicyReader.read("{\n  \"type\": \"qemu\",\n  \"rename\": {\"a\": \"b\"}\n}\n", "p.json");

    assertThat(policy.domain().type()).isEqualTo(Policy.DomainType.QEMU);
    assertThat(policy.domain().rename().get(0).from().matches("a")).isTrue();
  }

  @Test
  void aBuilderTakesOptionsOnTopOfTheFile() throws Exception {
    Policy policy = PolicyReader.readBuilder("machine: pc\nuuid: new", "p.yaml").machine("q35").build();

    assertThat(policy.hardware().machine()).contains("q35");
    assertThat(policy.domain().uuid()).isEqualTo(Policy.UuidChoice.NEW);
  }

  @Test
  void valuesOfUserRulesAreTakenAsWritten() throws Exception {
    Policy policy = PolicyReader.read("""
        user-rules:
          - {id: user-a, xpath: //a, reason: r, set: {attribute: size, value: 0x10}}
          - {id: user-b, xpath: //b, reason: r, set: {attribute: on, value: True}}
          - {id: user-c, xpath: //c, reason: r, text: 1.50}
          - {id: user-d, xpath: //d, reason: r, text: no}
        """, "p.yaml");

    assertThat(policy.userRules()).extracting(UserRule::action).containsExactly(
        new UserRule.SetAttribute("size", "0x10"),
        new UserRule.SetAttribute("on", "True"),
        new UserRule.SetText("1.50"),
        new UserRule.SetText("no"));
  }

  @Test
  void wordsThatYaml11ReadsAsSomethingElseAreText() throws Exception {
    Policy policy = PolicyReader.read("rename: {on: off, no: yes, 1:30: 'x'}", "p.yaml");

    assertThat(policy.domain().rename()).extracting(each -> each.from().text()).containsExactly("on", "no", "1:30");
    assertThat(policy.domain().rename().get(0).to()).isEqualTo("off");
  }

  @Test
  void anExactNameIsNoExpression() throws Exception {
    NameMatch match = PolicyReader.read("rename: {'a.b': c}", "p.yaml").domain().rename().get(0).from();

    assertThat(match.matches("a.b")).isTrue();
    assertThat(match.matches("axb")).isFalse();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        // YAML
        Arguments.of("", "p.yaml:1:1: error: there is no policy here; one that says nothing is written {}"),
        Arguments.of("# nothing\n", "p.yaml:1:1: error: there is no policy here; one that says nothing is written {}"),
        Arguments.of("version: 1\ntype: [kvm\n",
            "p.yaml:3:1: error: not YAML: expected ',' or ']', but got <stream end> (while parsing a flow sequence)"),
        Arguments.of("type: kvm\n---\ntype: qemu\n",
            "p.yaml:2:1: error: not YAML: but found another document (expected a single document in the stream)"),
        Arguments.of("type: kvm\nuuid: new\ntype: qemu\n",
            "p.yaml:3:1: error: the key 'type' is already there in line 1"),
        Arguments.of("type: !!javax.script.ScriptEngineManager [x]\n",
            "p.yaml:1:7: error: not YAML: Global tag is not allowed:"
                + " tag:yaml.org,2002:javax.script.ScriptEngineManager"),
        Arguments.of("type: !!timestamp 2001-01-01\n",
            "p.yaml:1:7: error: the tag 'tag:yaml.org,2002:timestamp' is not supported; leave it out"),
        Arguments.of("rename: !ruby/object {a: b}\n",
            "p.yaml:1:9: error: the tag '!ruby/object' is not supported; leave it out"),
        Arguments.of("rename:\n  ? [a]\n  : b\n", "p.yaml:2:5: error: a key must be text"),
        Arguments.of("rename: &a\n  b: *a\n",
            "p.yaml:1:9: error: nested deeper than 32 levels, or an alias contains itself"),
        Arguments.of("rename: *nowhere\n",
            "p.yaml:1:9: error: not YAML: found undefined alias nowhere"),
        Arguments.of("type: kvm\nmachine: a\u0007b\n",
            "p.yaml:2:11: error: not YAML: the character U+0007 is not allowed"),
        // the schema
        Arguments.of("- kvm\n", "p.yaml:1:1: error: a map is needed, not a list"),
        Arguments.of("version: 2\n", "p.yaml:1:10: error: version: '2' is none of 1"),
        Arguments.of("type: kwm\n", "p.yaml:1:7: error: type: 'kwm' is none of kvm, qemu; did you mean 'kvm'?"),
        Arguments.of("mashine: q35\n",
            "p.yaml:1:1: error: there is no key 'mashine' here; did you mean 'machine'?"),
        Arguments.of("zzz: q35\n", "p.yaml:1:1: error: there is no key 'zzz' here"),
        Arguments.of("machine: 'pc q35'\n",
            "p.yaml:1:10: error: machine: 'pc q35' is not a machine type such as pc, q35 or pc-q35-7.2"),
        Arguments.of("cpu-mode: '<x>'\n",
            "p.yaml:1:11: error: cpu-mode: '<x>' is not a CPU mode or model such as host-model or EPYC-Rome"),
        Arguments.of("machine: 35\n",
            "p.yaml:1:10: error: machine: text is needed, not '35', a whole number; put it in quotes"),
        Arguments.of("machine:\n", "p.yaml:1:9: error: machine: there is no value; text is needed"),
        Arguments.of("keep-cpu-pinning: yes\n",
            "p.yaml:1:19: error: keep-cpu-pinning: true or false is needed, not 'yes', text; write true or false"),
        Arguments.of("default-bridge: a-bridge-of-16-ch\n",
            "p.yaml:1:17: error: default-bridge: 'a-bridge-of-16-ch' is not a bridge name,"
                + " which has at most 15 characters and no blank, '/' or ':'"),
        Arguments.of("rename: {a: b/c}\n",
            "p.yaml:1:13: error: rename.a: 'b/c' is not a domain name,"
                + " which is not empty and has no '/' or line break"),
        Arguments.of("rename: {a.b: ..}\n",
            "p.yaml:1:15: error: rename['a.b']: '..' is not a domain name,"
                + " which is not empty and has no '/' or line break"),
        Arguments.of("rename:\n  - {name: a}\n", "p.yaml:2:5: error: rename[0]: the key 'to' is missing"),
        Arguments.of("rename:\n  - {name: a, name-pattern: b, to: c}\n",
            "p.yaml:2:5: error: rename[0]: exactly one of name, name-pattern is needed, not name and name-pattern"),
        Arguments.of("networks:\n  - bridge: a\n    to: {bridge: b, vlan: 5000}\n",
            "p.yaml:3:27: error: networks[0].to.vlan: '5000' is more than 4094"),
        Arguments.of("networks:\n  - bridge: a\n    to: {bridge: b, vlan: [1, 0]}\n",
            "p.yaml:3:31: error: networks[0].to.vlan[1]: '0' is less than 1"),
        Arguments.of("networks:\n  - bridge: a\n    to: {bridge: b, vlan: []}\n",
            "p.yaml:3:27: error: networks[0].to.vlan: the list must not be empty"),
        Arguments.of("networks:\n  - bridge: a\n    to: {bridge: b, vlan: [7, 7]}\n",
            "p.yaml:3:27: error: networks[0].to.vlan: the list has the same item twice"),
        Arguments.of("networks:\n  - to: {bridge: b}\n",
            "p.yaml:2:5: error: networks[0]: exactly one of bridge, bridge-pattern, network, network-pattern"
                + " is needed"),
        Arguments.of("networks:\n  - bridge: a\n    to: {bridge: b, portgroup: p}\n",
            "p.yaml:3:21: error: networks[0].to: the key 'portgroup' goes only with 'network'"),
        Arguments.of("networks:\n  - bridge: a\n    to: {network: b, openvswitch: true}\n",
            "p.yaml:3:22: error: networks[0].to: the key 'openvswitch' goes only with 'bridge'"),
        Arguments.of("disks:\n  - path: a.img\n    to: {path: /b.img}\n",
            "p.yaml:2:11: error: disks[0].path: 'a.img' is not an absolute path"),
        Arguments.of("disks:\n  - path: /a.img\n    to: {path: b.img}\n",
            "p.yaml:3:16: error: disks[0].to.path: 'b.img' is not an absolute path"),
        Arguments.of("disks:\n  - path: /a.img\n    to: {pool: p}\n",
            "p.yaml:3:10: error: disks[0].to: the key 'pool' goes only with 'volume'"),
        Arguments.of("disks:\n  - path: /a.img\n    to: {path: /b, pool: p, volume: v}\n",
            "p.yaml:3:9: error: disks[0].to: exactly one of path, pool is needed, not path and pool"),
        Arguments.of("user-rules:\n  - {id: drop-it, xpath: //a, remove: true, reason: r}\n",
            "p.yaml:2:10: error: user-rules[0].id: 'drop-it' is not an id of the form user-what-it-does"),
        Arguments.of("user-rules:\n  - {id: user-a, xpath: //a, reason: r}\n",
            "p.yaml:2:5: error: user-rules[0]: exactly one of set, text, remove, add is needed"),
        Arguments.of("user-rules:\n  - {id: user-a, xpath: //a, remove: true, reason: ' '}\n",
            "p.yaml:2:52: error: user-rules[0].reason: ' ' is not a sentence"),
        Arguments.of("user-rules:\n  - {id: user-a, xpath: //a, remove: true}\n",
            "p.yaml:2:5: error: user-rules[0]: the key 'reason' is missing"),
        Arguments.of("user-rules:\n  - {id: user-a, xpath: '', remove: true, reason: r}\n",
            "p.yaml:2:25: error: user-rules[0].xpath: must not be empty"),
        Arguments.of("user-rules:\n  - {id: user-a, xpath: //a, set: {attribute: 'x y', value: 1}, reason: r}\n",
            "p.yaml:2:47: error: user-rules[0].set.attribute: 'x y' is not an attribute name without prefix"),
        // what only the program knows
        Arguments.of("rename:\n  - {name-pattern: 'a(', to: b}\n",
            "p.yaml:2:20: error: rename[0].name-pattern: 'a(' is no regular expression:"
                + " Unclosed group near character 3"),
        Arguments.of("rename:\n  - {name-pattern: 'a(.*)', to: '$2'}\n",
            "p.yaml:2:33: error: rename[0].to: '$2' refers to a group that 'a(.*)' does not have; it has 1"),
        Arguments.of("rename:\n  - {name-pattern: 'a.*', to: '${x}'}\n",
            "p.yaml:2:31: error: rename[0].to: '${x}' cannot be filled in: No group with name {x}"),
        Arguments.of("rename:\n  - {name-pattern: 'a.*', to: 'b$'}\n",
            "p.yaml:2:31: error: rename[0].to: 'b$' cannot be filled in:"
                + " Illegal group reference: group index is missing"),
        Arguments.of("rename: {a: 'b$1'}\n",
            "p.yaml:1:13: error: rename.a: 'b$1' refers to a group, and an exact match has none; use name-pattern"),
        Arguments.of("rename:\n  - {name: a, to: b}\n  - {name: a, to: c}\n",
            "p.yaml:3:12: error: rename[1].name: 'a' is mapped in line 2 already; the first match counts"),
        Arguments.of("networks:\n  - bridge-pattern: '(.*)'\n    to: {bridge: 'bridge-from-xen-$1'}\n",
            "p.yaml:3:18: error: networks[0].to.bridge: a bridge name has at most 15 characters,"
                + " 'bridge-from-xen-$1' has at least 16"),
        Arguments.of("networks:\n  - network: a\n    to: {bridge: bridge-from-xen-}\n",
            "p.yaml:3:18: error: networks[0].to.bridge: a bridge name has at most 15 characters,"
                + " 'bridge-from-xen-' has 16"),
        Arguments.of("disks:\n  - path: /a\n    to: {path: '$x/b'}\n",
            "p.yaml:3:16: error: disks[0].to.path: '$x/b' is not an absolute path"),
        Arguments.of("disks:\n  - path-pattern: '/a/(.*)'\n    to: {pool: p, volume: '$1-$2'}\n",
            "p.yaml:3:27: error: disks[0].to.volume: '$1-$2' refers to a group that '/a/(.*)' does not have; it has 1"),
        Arguments.of("rules:\n  enable: [drop-domain-ip]\n",
            "p.yaml:2:12: error: rules.enable[0]: there is no rule 'drop-domain-ip'; did you mean 'drop-domain-id'?"),
        Arguments.of("rules:\n  disable: [Nonsense!]\n",
            "p.yaml:2:13: error: rules.disable[0]: there is no rule 'Nonsense!'"),
        Arguments.of("rules:\n  disable: [refuse-doctype]\n",
            "p.yaml:2:13: error: rules.disable[0]: 'refuse-doctype' cannot be switched off:"
                + " without it the result could be wrong or unsafe"),
        Arguments.of("rules:\n  enable: [drop-domain-id]\n  disable: [drop-domain-id]\n",
            "p.yaml:3:13: error: rules.disable[0]: 'drop-domain-id' is switched on in line 2"),
        Arguments.of("profile: guide\nrules:\n  enable: [drop-domain-id]\n",
            "p.yaml:3:12: error: rules.enable[0]: the profile guide has no rule 'drop-domain-id'"),
        Arguments.of("rules:\n  disable: [user-a]\n"
                + "user-rules:\n  - {id: user-a, xpath: //a, remove: true, reason: r}\n",
            "p.yaml:2:13: error: rules.disable[0]: 'user-a' is this policy's own rule;"
                + " it runs because it is in user-rules"),
        Arguments.of("severity:\n  drop-domain-ix: error\n",
            "p.yaml:2:3: error: severity: there is no rule 'drop-domain-ix'; did you mean 'drop-domain-id'?"),
        Arguments.of("severity:\n  refuse-doctype: warning\n",
            "p.yaml:2:19: error: severity.refuse-doctype: the findings of 'refuse-doctype' can only be raised to error:"
                + " without them the result could be wrong or unsafe"),
        Arguments.of("severity:\n  drop-domain-id: fatal\n",
            "p.yaml:2:19: error: severity.drop-domain-id: 'fatal' is none of note, warning, error"),
        Arguments.of("user-rules:\n  - {id: user-a, xpath: //a, remove: false, reason: r}\n",
            "p.yaml:2:38: error: user-rules[0].remove: true or an attribute name is needed;"
                + " leave the rule out to remove nothing"),
        Arguments.of("user-rules:\n  - {id: user-a, xpath: //a, add: '<b>', reason: r}\n",
            "p.yaml:2:35: error: user-rules[0].add: not one well-formed XML element:"
                + " Unexpected End-of-input in xml document"),
        Arguments.of("user-rules:\n  - {id: user-a, xpath: //a, add: '<!DOCTYPE b []><b/>', reason: r}\n",
            "p.yaml:2:35: error: user-rules[0].add: not one well-formed XML element:"
                + " The document has a DOCTYPE"),
        Arguments.of("user-rules:\n  - {id: user-a, xpath: //a, set: {attribute: xmlns, value: x}, reason: r}\n",
            "p.yaml:2:47: error: user-rules[0].set.attribute:"
                + " An Attribute name may not be \"xmlns\"; use the Namespace class to manage namespaces"),
        Arguments.of("user-rules:\n  - {id: user-a, xpath: //a, text: \"\\0\", reason: r}\n",
            "p.yaml:2:36: error: user-rules[0].text: 0x0000 is not a legal XML character"),
        Arguments.of("user-rules:\n  - {id: user-a, xpath: //a/@b, remove: true, reason: r}\n",
            "p.yaml:2:25: error: user-rules[0].xpath:"
                + " selects attributes; select their elements, and name the attribute in set or remove"),
        Arguments.of("user-rules:\n"
                + "  - {id: user-a, xpath: //a, remove: true, reason: r}\n"
                + "  - {id: user-a, xpath: //b, remove: true, reason: r}\n",
            "p.yaml:3:10: error: user-rules[1].id: the id 'user-a' is taken in line 2"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsToldWithItsLine(String text, String message) {
    assertThat(refusal(text)).hasMessage(message);
  }

  @Test
  void everyMistakeIsToldInTheOrderOfTheFile() {
    PolicyException failure = refusal("""
        type: xen
        networks:
          - bridge: xenbr0
            too: {bridge: br0}
        machine: 5
        """);

    assertThat(failure.problems()).hasSize(4);
    assertThat(failure).hasMessage("""
        p.yaml:1:7: error: type: 'xen' is none of kvm, qemu
        p.yaml:3:5: error: networks[0]: the key 'to' is missing
        p.yaml:4:5: error: networks[0]: there is no key 'too' here; did you mean 'to'?
        p.yaml:5:10: error: machine: text is needed, not '5', a whole number; put it in quotes""");
    PolicyException.Problem first = failure.problems().get(0);
    assertThat(first).isEqualTo(
        new PolicyException.Problem("p.yaml", 1, 7, "type: 'xen' is none of kvm, qemu"));
  }

  @Test
  void severalSemanticMistakesAreToldTogether() {
    assertThat(refusal("""
        rename: {a: '$1'}
        rules: {disable: [nothing-like-it, refuse-malformed]}
        """).problems()).extracting(PolicyException.Problem::line).containsExactly(1, 2, 2);
  }

  @Test
  void aTextOverTheLimitIsRefused() {
    assertThat(refusal("# " + "x".repeat(PolicyReader.MAX_LENGTH)))
        .hasMessage("p.yaml:1:1: error: the file is longer than 1048576 characters, which no policy is");
  }

  @Test
  void aBombOfAliasesIsRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("*a").append(i - 1).append("]\n");
    }

    assertThat(refusal(bomb.toString())).hasMessageMatching(
        "p.yaml:\\d+:\\d+: error: (more than 200000 values, aliases written out|not YAML: .*aliases.*)");
    String doubled = "a0: &a0 [x, x]\n" + Stream.iterate(1, i -> i <= 24, i -> i + 1)
        .map(i -> "a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n").reduce("", String::concat);
    assertThat(refusal(doubled)).hasMessageContaining("more than 200000 values, aliases written out");
  }

  @Test
  void aPolicyForTenThousandDisksIsRead() throws Exception {
    StringBuilder text = new StringBuilder("disks:\n");
    for (int i = 0; i < 10_000; i++) {
      text.append("- {path: /dev/vg0/d").append(i).append(", to: {path: /images/d").append(i).append(".img}}\n");
    }

    assertThat(PolicyReader.read(text.toString(), "p.yaml").disks()).hasSize(10_000);
  }

  @Test
  void oneMistakeMadeManyTimesIsNotToldForEver() {
    StringBuilder text = new StringBuilder("rename:\n");
    StringBuilder groups = new StringBuilder("rename:\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("  a").append(i).append(": 1\n");
      groups.append("  a").append(i).append(": $1\n");
    }

    assertThat(refusal(text.toString()).problems()).hasSize(100);
    assertThat(refusal(groups.toString()).problems()).hasSize(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  void deepNestingIsRefused(String level) {
    assertThat(refusal(level.repeat(100_000))).hasMessageStartingWith("p.yaml:");
  }

  @Test
  void deepExpressionsAreRefused() {
    String text = "rename: [{name-pattern: '" + "(".repeat(100_000) + "', to: a}]";

    assertThat(refusal(text)).hasMessageContaining("name-pattern: is longer than 1000 characters");
    assertThat(refusal("rename: [{name-pattern: '" + "(".repeat(999) + "', to: a}]"))
        .hasMessageContaining("no regular expression");
  }

  @Test
  void whatIsShownNeverBreaksTheLine() {
    PolicyException failure = refusal("machine: \"a\\nb\\e[31m" + "x".repeat(200) + "\"");

    assertThat(failure.problems()).singleElement().satisfies(
        problem -> assertThat(problem.message()).doesNotContain("\n", "\u001b").hasSizeLessThan(200));
  }

  private static PolicyException refusal(String text) {
    return catchThrowableOfType(PolicyException.class, () -> PolicyReader.read(text, "p.yaml"));
  }

  @Test
  void theExamplesAreAllTested() throws IOException {
    try (Stream<Path> files = Files.list(POLICIES)) {
      List<String> names = files.map(file -> file.getFileName().toString()).filter(n -> n.endsWith(".yaml")).toList();
      assertThat(Set.copyOf(names)).containsExactlyInAnyOrder("full.yaml", "guide.yaml", "rename-pattern.yaml");
    }
  }

  private static String example(String name) throws IOException {
    return Files.readString(POLICIES.resolve(name));
  }
}
