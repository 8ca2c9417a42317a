package org.xen2kvm.converter.xl.text;

/**
 * A key and the value that counts for it.
 *
 * @param place where the key stands, in the last assignment with {@code =}
 */
public record XlSetting(String key, Place place, XlValue value) {}
