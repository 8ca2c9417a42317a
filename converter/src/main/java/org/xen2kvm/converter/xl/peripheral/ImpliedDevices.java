package org.xen2kvm.converter.xl.peripheral;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.xl.sketch.DomainSketch;
import org.xen2kvm.converter.xl.sketch.Given;
import org.xen2kvm.converter.xl.sketch.Part;
import org.xen2kvm.converter.xl.sketch.Settings;
import org.xen2kvm.converter.xl.text.Place;

/**
 * The device model, and the mouse and keyboard that libvirt writes for each guest of Xen. The controllers and the balloon that it
 * writes too are Xen's, and no file asks for them; so they are left out instead of being removed again.
 */
final class ImpliedDevices implements Part {

  @Override
  public void read(Settings settings, DomainSketch sketch) {
    Given model = settings.one("device_model");
    Given override = settings.one("device_model_override");
    Given chosen = override != null ? override : model;
    if (chosen != null) {
      Element emulator = sketch.say("devices/emulator", chosen.trimmed(), chosen);
      if (model != null) {
        sketch.read(model, emulator);
      }
    }
    String bus = sketch.isHvm() ? "ps2" : "xen";
    for (String type : new String[] {"mouse", "keyboard"}) {
      sketch.device(DomainEditor.element("input", "type", type, "bus", bus), Place.NONE);
    }
  }
}
