package io.anabranch.blockstore.gs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.PresignContract;
import java.net.URI;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GsPresignTest extends PresignContract {

  private static final Duration LIFE = Duration.ofMinutes(5);

  private static FakeGcs server;
  private static int buckets;

  private String bucket = "";

  @BeforeAll
  static void startServer() {
    server = FakeGcs.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  protected Blockstore openStore() {
    bucket = "links-" + buckets++;
    server.createBucket(bucket);
    return server.open();
  }

  @Override
  protected String container() {
    return bucket;
  }

  @Override
  protected Set<LinkFault> linkFaults() {
    return EnumSet.of(LinkFault.VERIFIES_NOTHING, LinkFault.NEVER_EXPIRES, LinkFault.NO_ETAG);
  }

  /** What the server leaves out, by the words of Google's document on signing. */
  @Test
  void linksAreSignedByTheAccount() throws Exception {
    for (String key : List.of("a/b", "with space+&=?#%", "日本語")) {
      assertSigned("GET", store.presignedUrls().orElseThrow().get(at(key), LIFE, "Fluß.csv"));
      assertSigned("PUT", store.presignedUrls().orElseThrow().put(at(key), LIFE));
    }
  }

  private static void assertSigned(String method, URI link) throws Exception {
    Map<String, String> query = new TreeMap<>();
    Arrays.stream(link.getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> query.put(pair[0], pair[1]));
    byte[] signature =
        HexFormat.of()
            .parseHex(Optional.ofNullable(query.remove("X-Goog-Signature")).orElseThrow());
    String canonical =
        String.join(
            "\n",
            method,
            link.getRawPath(),
            String.join(
                "&", query.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList()),
            "host:" + link.getAuthority(),
            "",
            "host",
            "UNSIGNED-PAYLOAD");
    String time = Optional.ofNullable(query.get("X-Goog-Date")).orElseThrow();
    String scope = time.substring(0, 8) + "/auto/storage/goog4_request";
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(UTF_8));
    String signed =
        String.join("\n", "GOOG4-RSA-SHA256", time, scope, HexFormat.of().formatHex(digest));
    Signature verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(FakeGcs.KEYS.getPublic());
    verifier.update(signed.getBytes(UTF_8));

    assertThat(query).containsEntry("X-Goog-Expires", "300");
    assertThat(query)
        .containsEntry(
            "X-Goog-Credential",
            (FakeGcs.ACCOUNT + "/" + scope).replace("@", "%40").replace("/", "%2F"));
    assertThat(verifier.verify(signature)).as(canonical).isTrue();
  }
}
