package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.XenDefinition;
import org.xen2kvm.migration.json.JsonSchemas;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.runner.FakeDomainRunner;

/** Several guests planned together, and what is around them: the KVM host, the Xen host. */
final class BatchPlanTest {
  @TempDir private Path folder = Path.of("");
  private final MemoryGuest debian = MemoryGuest.tree("debian12");
  private SourceGuest guest = new SourceGuest(folder, List.of());

  @BeforeEach
  void definitions() throws IOException {
    guest = SourceGuest.in(folder, 2);
    String first = guest.definition().replace(disk("web1-b.img", "xvdb"), "");
    Cli.write(folder, "exports/a.xml", first);
    Cli.write(folder, "exports/b.xml", guest.definition().replace(disk("web1-a.img", "xvda"), "")
        .replace("<name>web1", "<name>web2").replace("3e:00:00:01", "3e:00:00:02"));
  }

  private String disk(String image, String target) {
    return XenDefinition.disk("disk", "raw", folder.resolve(image), target);
  }

  private Ran run(String... args) {
    return GuestCli.run(folder, debian, args);
  }

  @Test
  void aFolderOfDefinitionsBecomesAFolderOfPlansAndASummary() throws IOException {
    Ran ran = run("plan", "exports", "-o", "plans");

    assertThat(ran.code()).as("%s", ran.err()).isZero();
    assertThat(folder.resolve("plans/web1.plan.json")).exists();
    assertThat(folder.resolve("plans/web2.plan.json")).exists();
    assertThat(ran.err()).containsPattern("ready  web1  1 disk  \\d+ edits inside  0 errors +\\d warnings?  exports/a.xml\n")
        .contains("2 guests: 2 ready, 0 refused, 0 failed");
    assertThat(JsonSchemas.problems("plan-summary", Files.readString(folder.resolve("plans/summary.json")))).isEmpty();
  }

  @Test
  void ofABatchTheExitCodeTellsOfChangesToo() {
    assertThat(run("plan", "exports", "--detailed-exitcode").code()).isEqualTo(2);
    assertThat(run("plan", "exports").code()).isZero();
  }

  @Test
  void eachGuestIsPlannedByOneShardAndHeldAgainstThoseOfAll() throws IOException {
    Cli.write(folder, "exports/c.xml", guest.definition().replace(disk("web1-b.img", "xvdb"), "").replace("<name>web1", "<name>web3"));

    Ran first = run("plan", "exports", "-o", "plans", "--shard", "0/2", "--format", "junit=plans.xml");
    Ran second = run("plan", "exports", "-o", "plans", "--shard", "1/2", "--format", "junit=plans.xml");

    assertThat(first.out() + second.out()).contains("the disk " + folder.resolve("web1-a.img") + " as well: exports/c.xml");
    assertThat(Cli.files(folder.resolve("plans"))).containsExactly("report.0-of-2.html", "report.1-of-2.html", "summary.0-of-2.json",
        "summary.1-of-2.json", "web1.plan.json", "web2.plan.json", "web3.plan.json");
    List<String> labels = new ArrayList<>();
    for (String summary : List.of("plans/summary.0-of-2.json", "plans/summary.1-of-2.json")) {
      String json = Files.readString(folder.resolve(summary));
      assertThat(JsonSchemas.problems("plan-summary", json)).isEmpty();
      labels.addAll(JsonSchemas.tree(json).findValuesAsText("label"));
    }
    assertThat(labels).containsExactlyInAnyOrder("exports/a.xml", "exports/b.xml", "exports/c.xml");
    assertThat(first.err()).contains("\nshard 0/2: ");
    assertThat(folder.resolve("plans.0-of-2.xml")).exists();
    assertThat(folder.resolve("plans.1-of-2.xml")).exists();
  }

  @Test
  void guestsThatShareADiskOrANameAreRefusedAndToldOfEachOther() throws IOException {
    Cli.write(folder, "exports/c.xml", guest.definition().replace(disk("web1-b.img", "xvdb"), ""));

    Ran ran = run("plan", "exports", "-o", "plans");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.out()).contains("the name web1 as well: exports/c.xml", "the disk " + folder.resolve("web1-a.img")
        + " as well: exports/a.xml", "warning: Other guests of this batch have the address 00:16:3e:00:00:01");
    assertThat(ran.err()).contains("refused  web1  1 disk", "  exports/a.xml\nready    web2  1 disk", "3 guests: 1 ready, 2 refused, 0 failed");
  }

  @Test
  void aDomainOfTheXenHostIsPlannedWhenItIsOffThere() throws IOException {
    FakeDomainRunner dom0 = new FakeDomainRunner().taking("xen");
    dom0.define(guest.definition());
    Hosts hosts = uri -> uri.startsWith("xen") ? dom0.reopened() : new FakeDomainRunner();
    String[] plan = {"plan", "--from", "xen+ssh://root@dom0/", "web*", "-o", "plans"};

    Ran off = GuestCli.run(folder, debian, hosts, plan);
    dom0.start("web1");
    Ran on = GuestCli.run(folder, debian, hosts, "plan", "--from", "xen+ssh://root@dom0/", "web1");

    assertThat(off.code()).as("%s", off.err()).isZero();
    assertThat(folder.resolve("plans/web1.plan.json")).content().contains("\"xen+ssh://root@dom0/\"");
    assertThat(on.code()).isEqualTo(3);
    assertThat(on.out()).contains("The guest web1 is not off on xen+ssh://root@dom0/: it is running");
    assertThat(GuestCli.run(folder, debian, hosts, "plan", "--from", "xen+ssh://root@dom0/", "web7").err())
        .contains("xen+ssh://root@dom0/web7: The host has no domain of this name; did you mean web1?");
    assertThat(GuestCli.unreachable(folder, debian, "plan", "--from", "xen+ssh://root@dom0/"))
        .satisfies(none -> assertThat(none.code()).isEqualTo(1))
        .satisfies(none -> assertThat(none.err()).contains("xen+ssh://root@dom0/: libvirt: no route to kvm1. Log in once"));
  }

  @Test
  void aDomainThatTheHostHasAlreadyStopsThePlan() {
    FakeDomainRunner host = new FakeDomainRunner();
    host.define("<domain type='qemu'><name>web2</name></domain>");

    Ran ran = GuestCli.run(folder, debian, host, "plan", "exports/b.xml");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out()).contains("exports/b.xml: error: the host has another domain web2 [domain-name]");
  }

  @Test
  void aGuestThatRunsOnTheXenHostIsRefusedWhenPlannedAndWhenApplied() {
    FakeDomainRunner host = new FakeDomainRunner();
    host.guest("web1").atRun(inside -> inside.writes("web1 login: "));
    assertThat(GuestCli.run(folder, debian, host, "plan", "exports/a.xml", "-o", "plans", "--source-uri", "xen:///").code()).isZero();
    FakeDomainRunner xen = new FakeDomainRunner();
    xen.define("<domain type='qemu'><name>web1</name></domain>");
    xen.start("web1");

    Ran planned = GuestCli.run(folder, debian, xen, "plan", "exports/a.xml", "--source-uri", "xen:///");
    Ran applied = GuestCli.run(folder, debian, xen, "apply", "plans/web1.plan.json");

    assertThat(planned.code()).isEqualTo(3);
    assertThat(planned.out()).contains("The guest web1 is not off on xen:///: it is running [source-state]");
    assertThat(applied.code()).isEqualTo(3);
    assertThat(applied.err()).contains("is not off on xen:///", "virsh -c xen:/// shutdown web1");
    assertThat(folder.resolve("web1-xvda.xen2kvm.qcow2")).doesNotExist();
  }

  @Test
  void whatOnlyTheHostDecidesIsDeclared() {
    Ran ran = run("plan", "exports/a.xml");

    assertThat(ran.out()).contains("note: Known only when the plan is applied: the domain's UUID, because the definition has none");
    assertThat(ran.out()).doesNotContain("the addresses of network cards");
    assertThat(run("plan", "exports/a.xml", "--no-define").out()).doesNotContain("known-at-apply");
  }

  @Test
  void aHostThatDoesNotAnswerIsToldInThePlan() {
    Ran ran = GuestCli.unreachable(folder, debian, "plan", "exports/a.xml");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("warning: The host qemu+ssh://kvm1/system was not asked: no route to kvm1");
  }
}
