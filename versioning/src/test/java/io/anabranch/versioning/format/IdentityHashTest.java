package io.anabranch.versioning.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentityHashTest {

  private static final Map<String, IdentityHash> INPUTS =
      Map.of(
          "nothing", new IdentityHash(),
          "string \"abc\"", new IdentityHash().string("abc"),
          "int64 1", new IdentityHash().int64(1),
          "int64 -1", new IdentityHash().int64(-1),
          "bytes 00ff", new IdentityHash().bytes(new byte[] {0, -1}),
          "string_slice []", new IdentityHash().strings(List.of()),
          "string_slice [\"a\",\"b\"]", new IdentityHash().strings(List.of("a", "b")),
          "string_map {}", new IdentityHash().map(Map.of()),
          "string_map {\"b\":\"2\",\"a\":\"1\"}",
              new IdentityHash().map(Map.of("b", "2", "a", "1")));

  @Test
  void hashesEachPrimitiveAsTheVectorsDo() {
    Map<String, String> expected = new HashMap<>();
    for (JsonNode vector : Vectors.json("ident-primitives.json")) {
      expected.put(vector.get("input").textValue(), vector.get("sha256_hex").textValue());
    }
    Map<String, String> actual = new HashMap<>();
    INPUTS.forEach((name, hash) -> actual.put(name, HexFormat.of().formatHex(hash.digest())));
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void ordersMapKeysByTheirBytes() {
    String aboveSurrogates = "\uffff";
    String supplementary = "\ud800\udc00";
    byte[] inOrder =
        new byte[] {
          4, 2, 8, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 8, 0, 0, 0, 0, 0, 0, 0, 3, -17, -65, -65
        };
    assertThat(new IdentityHash().map(Map.of(supplementary, "", aboveSurrogates, "")).elements())
        .startsWith(inOrder);
  }
}
