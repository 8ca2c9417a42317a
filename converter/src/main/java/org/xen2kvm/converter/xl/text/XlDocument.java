package org.xen2kvm.converter.xl.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration as xl understands its text: for each key the value that counts.
 *
 * @param settings by key, in the order in which the keys were first assigned
 * @param remarks what a person should know about the text, in its order
 */
public record XlDocument(Map<String, XlSetting> settings, List<XlRemark> remarks) {
  public XlDocument {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    remarks = List.copyOf(remarks);
  }
}
