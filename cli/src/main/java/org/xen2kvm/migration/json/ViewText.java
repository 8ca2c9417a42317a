package org.xen2kvm.migration.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Views as JSON: their components are its properties, and methods that derive something are none. Stateless. */
final class ViewText {
  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
      .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
      .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
      .build();

  private ViewText() {}

  /** Returns the document, which ends in a line feed. */
  static String of(Record view) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(view) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A view of texts and numbers can be written", e);
    }
  }
}
