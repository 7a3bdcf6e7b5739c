package io.anabranch.versioning.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of test/resources/vectors: what another implementation computed and wrote. */
public final class Vectors {

  private Vectors() {}

  public static byte[] bytes(String name) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static MemorySegment segment(String name) {
    return MemorySegment.ofArray(bytes(name));
  }

  public static JsonNode json(String name) {
    try {
      return new ObjectMapper().readTree(bytes(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JSON object, or null, as a map. */
  public static SortedMap<String, String> map(JsonNode node) {
    SortedMap<String, String> map = new TreeMap<>();
    node.forEachEntry((key, value) -> map.put(key, value.textValue()));
    return map;
  }
}
