package org.xen2kvm.converter.xl.peripheral;

import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.guard.ReadingRule;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;

/** Channels between programs of guest and host: {@code channel}, a list of {@code name=,connection=pty|socket,path=}. */
final class Channels implements Part {

  /** What xl takes (tools/xl/xl_parse.c, parse_channel_config). */
  private static final Set<String> KEYS = Set.of("name", "connection", "path", "backend");

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    for (Given given : settings.many("channel")) {
      KeyValues values = KeyValues.of(given, sketch);
      values.tellOfOthers(KEYS, given, sketch);
      String connection = values.get("connection", "");
      String path = values.get("path", "");
      Element channel;
      if (connection.equals("pty")) {
        channel = DomainEditor.element("channel", "type", "pty");
      } else if (connection.equals("socket") && !path.isEmpty()) {
        channel = DomainEditor.element("channel", "type", "unix")
            .addContent(DomainEditor.element("source", "mode", "bind", "path", path));
      } else {
        sketch.warnOfValue(given.value().place(),
            "'" + given.name() + "' has no connection=pty, and no connection=socket with a path; the channel is dropped",
            "Add a virtio channel to the result if a program uses it.");
        continue;
      }
      Element target = DomainEditor.element("target", "type", "xen");
      String name = values.get("name", "");
      if (!name.isEmpty()) {
        target.setAttribute("name", name);
      }
      sketch.read(given, sketch.device(channel.addContent(target), given.place()));
      if (!values.get("backend", "0").equals("0")) {
        sketch.tell(ReadingRule.WITHOUT_MEANING, Severity.WARNING, given.place(),
            "'" + given.name() + "' ends in another domain (backend), which KVM does not have",
            "Let the program at its other end run on the KVM host.");
      }
    }
  }
}
