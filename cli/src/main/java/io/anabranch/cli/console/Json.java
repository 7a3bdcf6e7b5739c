package io.anabranch.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.anabranch.sdk.client.ApiClient;

/** Answers for scripts, named as the API names things. */
public final class Json {

  private Json() {}

  public static String of(Object value) throws JsonProcessingException {
    return mapper().writeValueAsString(value);
  }

  /** Reads and writes what the API reads and writes, indented. */
  public static ObjectMapper mapper() {
    return ApiClient.createDefaultObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  }
}
