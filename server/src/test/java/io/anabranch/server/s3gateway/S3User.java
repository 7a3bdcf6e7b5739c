package io.anabranch.server.s3gateway;

import static io.anabranch.server.testing.ApiClient.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.s3gateway.signature.TestRequest;
import io.anabranch.server.s3gateway.signature.TestSigner;
import io.anabranch.server.s3gateway.signature.TestSigner.Form;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;

/** Somebody with an access key, who signs requests and sends them as they are. */
record S3User(URI server, String id, String key, String secret) {

  /** One of the names of the gateway: what has no readable signature is for it, too. */
  static final String HOST = "s3.local.lakefs.io";

  static S3User first(TestServer server) {
    return new S3User(server.uri(), "admin", TestServer.ACCESS_KEY, TestServer.SECRET);
  }

  /** A new one, who may do nothing. */
  static S3User create(TestServer server, String id) {
    server.client().post("/auth/users", Map.of("id", id)).expect(201);
    JsonNode key =
        server.client().post("/auth/users/" + id + "/credentials", Map.of()).expect(201).json();
    return new S3User(
        server.uri(),
        id,
        key.path("access_key_id").asText(),
        key.path("secret_access_key").asText());
  }

  ApiClient rest() {
    return ApiClient.withKey(server, key, secret);
  }

  /** The target of an object, its key written as S3 wants it to be signed. */
  static String target(String bucket, String key) {
    return "/"
        + bucket
        + "/"
        + encode(key).replace("%2F", "/").replace("%7E", "~").replace("*", "%2A");
  }

  /** Not signed yet. */
  TestRequest plain(String method, String target) {
    return new TestRequest(method, target).to(HOST, key, secret);
  }

  TestRequest signed(TestRequest plain, Form form) {
    return TestSigner.header(plain, Instant.now(), form, DefaultChecksumAlgorithm.CRC32C);
  }

  TestRequest signed(String method, String target, String body) {
    return signed(plain(method, target).body(body.getBytes(UTF_8)), Form.HASHED);
  }

  /** On a connection of its own. */
  Wire.Answer send(String method, String target, String body) {
    return send(signed(method, target, body));
  }

  Wire.Answer send(TestRequest request) {
    try (var wire = new Wire(server)) {
      return wire.send(request);
    } catch (IOException e) {
      throw new UncheckedIOException(request.toString(), e);
    }
  }
}
