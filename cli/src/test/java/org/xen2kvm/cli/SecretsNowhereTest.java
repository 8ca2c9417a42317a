package org.xen2kvm.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.SourceGuest;

/** No kind of secret gets out of a definition by any command or report, but into the converted definition and the plan. */
final class SecretsNowhereTest {
  private static final String SECRET = "hushhush";

  @TempDir private Path folder = Path.of("");

  /** A place in a definition where a secret can be. */
  enum Kind {
    DISPLAY("<devices>", "<devices><graphics type='vnc' port='-1' passwd='hushhush'/>"),
    CEPH("<devices>", disk("rbd:pool/x:id=admin:key=hushhush:weird")),
    ISCSI("<devices>", disk("iscsi:iqn=iqn.2001-05.a:b,portal=h:1,user=u,password=hushhush")),
    ISCSI_URL("<devices>", disk("iscsi://user%hushhush@host/iqn.2001-05.com.example/0")),
    HTTP_URL("<devices>", disk("http://user:hushhush@host/x.img")),
    COOKIE("<devices>", "<devices><disk type='network' device='disk'><driver name='qemu' type='raw'/><source protocol='https' name='x.img'>"
        + "<host name='h' port='443'/><cookies><cookie name='s'>hushhush</cookie></cookies></source><target dev='xvdx' bus='xen'/></disk>"),
    QEMU_SECRET("</domain>", "<q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><q:arg value='-object'/>"
        + "<q:arg value='secret,id=s0,data=hushhush'/></q:commandline></domain>"),
    QEMU_VARIABLE("</domain>", "<q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'>"
        + "<q:env name='API_TOKEN' value='hushhush'/></q:commandline></domain>"),
    METADATA("<os>", "<metadata><x:m xmlns:x='urn:x' apiKey='hushhush'><x:adminPassword>hushhush</x:adminPassword></x:m></metadata><os>"),
    DESCRIPTION("<os>", "<description>behind http://user:hushhush@proxy/</description><os>"),
    KERNEL("</os>", "<kernel>/boot/vmlinuz</kernel><cmdline>root=/dev/xvda1 rd.iscsi.password=hushhush ro</cmdline></os>"),
    PARAMETER("</os>", "<kernel>/boot/k?token=hushhush</kernel><cmdline>systemd.set_credential=a:hushhush</cmdline></os>"),
    SERIAL("<devices>", "<devices><serial type='file'><source path='/x/password=hushhush'/><target port='0'/></serial>");

    private final String place;
    private final String text;

    Kind(String place, String text) {
      this.place = place;
      this.text = text;
    }

    private static String disk(String file) {
      return "<devices><disk type='file' device='disk'><driver name='x'/><source file='" + file
          + "'/><target dev='xvdx' bus='xen'/></disk>";
    }

    String in(String definition) {
      assertThat(definition).contains(place);
      return definition.replace(place, text);
    }
  }

  private Ran run(String command) {
    return GuestCli.run(folder, MemoryGuest.tree("debian12"), command.split(" "));
  }

  /** Runs every command with every format; definitions go to kvm/, plans to plans/. */
  private List<Ran> runAll(String more) {
    String formats = Stream.of("text", "diff", "json", "jsonl", "sarif", "junit", "html")
        .map(each -> " --format " + each + "=R." + each).reduce("", String::concat);
    List<Ran> runs = new ArrayList<>();
    runs.add(run("convert in -o kvm -v --events convert.events" + formats.replace("R.", "convert.") + more));
    for (String command : List.of("diff", "validate")) {
      runs.add(run(command + " in/a.xml" + more));
      runs.add(run(command + " in -v" + formats.replace("R.", command + ".") + more));
      runs.add(run(command + " in -q" + more));
    }
    runs.add(run("plan in/a.xml -o plans --format junit=plan.junit --events plan.events" + more));
    runs.add(run("plan in/a.xml -q" + more));
    runs.add(run("plan in/a.xml -v --events -" + more));
    runs.add(run("show plans" + more));
    runs.add(run("show plans --format html=show.html" + more));
    return runs;
  }

  @ParameterizedTest
  @EnumSource
  void noReportTellsIt(Kind kind) throws IOException {
    String definition = kind.in(SourceGuest.in(folder, 1).definition());
    Cli.write(folder, "in/a.xml", definition);
    Cli.write(folder, "in/b.xml", definition.replace("1048576", "2097152"));

    List<Ran> runs = runAll("");
    runs.add(run("survey in --all"));
    runs.add(run("survey in --format json"));
    runs.add(run("inspect in/a.xml"));
    runs.add(run("apply in/a.xml --no-start --format junit=apply.junit --events apply.events"));
    runs.add(run("check qemu:///system in"));
    runs.add(run("status"));
    runs.add(run("status --format json"));

    assertThat(runs).allSatisfy(ran -> assertThat(ran.out() + ran.err()).doesNotContain(SECRET));
    for (String file : Cli.files(folder)) {
      if (!file.startsWith("in/") && !file.endsWith(".img")) {
        boolean secret = read(file).contains(SECRET);
        boolean data = file.startsWith("kvm/") || file.startsWith("plans/") && file.endsWith(".plan.json")
            || file.startsWith(SourceGuest.STATE) || file.endsWith(".xml");
        assertThat(secret && !data).as(file).isFalse();
        assertThat(secret && !isForItsOwner(file)).as("the mode of " + file).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void reportsTellItWhenAsked(Kind kind) throws IOException {
    Cli.write(folder, "in/a.xml", kind.in(SourceGuest.in(folder, 1).definition()));

    assertThat(runAll(" --show-secrets")).allSatisfy(ran -> assertThat(ran.code()).as(ran.err()).isNotEqualTo(64));

    List<String> files = Cli.files(folder);
    assertThat(files).contains("convert.json", "validate.html", "plan.junit", "plan.events", "show.html");
    for (String file : files) {
      if (!file.startsWith("in/") && !file.endsWith(".img") && read(file).contains(SECRET)) {
        assertThat(isForItsOwner(file)).as(file).isTrue();
      }
    }
    assertThat(read("plan.junit") + run("show plans --show-secrets").out()).contains(SECRET);
  }

  /** Any bytes are characters of this one. */
  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file), ISO_8859_1);
  }

  private boolean isForItsOwner(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))).equals("rw-------");
  }
}
