package io.anabranch.server.s3gateway;

import static io.anabranch.server.testing.ApiClient.encode;
import static io.anabranch.server.testing.TestRepository.texts;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.s3gateway.Wire.Answer;
import io.anabranch.server.s3gateway.signature.TestSigner.Form;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.w3c.dom.Element;

/** Who may do what is the same in both protocols, and the audit log hears of both. */
@ExtendWith(SharedServer.class)
class S3AccessTest {

  private static final int USERS = 12;
  private static final List<String> PATHS = List.of("open/a", "open/b", "secret/a", "top");
  private static final List<String> ACTIONS =
      List.of(
          "fs:ReadObject",
          "fs:WriteObject",
          "fs:DeleteObject",
          "fs:ListObjects",
          "fs:*Object",
          "fs:Read*",
          "fs:List*",
          "fs:*");

  private final TestServer server;
  private final ApiClient admin;
  private final TestRepository repository;
  private final String bucket;
  private int allowed;
  private int denied;

  S3AccessTest(TestServer server) {
    this.server = server;
    this.admin = server.client();
    this.repository = TestRepository.create(admin);
    this.bucket = repository.name();
  }

  private List<String> resources() {
    String arn = "arn:lakefs:fs:::repository/";
    return List.of(
        "*",
        arn + bucket,
        arn + bucket + "/object/*",
        arn + bucket + "/object/open/*",
        arn + bucket + "/object/secret/a",
        arn + "*/object/top");
  }

  private static Map<String, Object> statement(String effect, String action, String resource) {
    return Map.of("effect", effect, "action", List.of(action), "resource", resource);
  }

  private void give(S3User user, List<Map<String, Object>> statements) {
    String id = TestRepository.freshName("policy");
    admin.post("/auth/policies", Map.of("id", id, "statement", statements)).expect(201);
    admin.put("/auth/users/" + user.id() + "/policies/" + id, Map.of()).expect(201);
  }

  private static <T> T any(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  @Test
  void bothProtocolsDecideAlike() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < USERS; i++) {
      List<Map<String, Object>> statements = new ArrayList<>();
      for (int j = 0; j <= random.nextInt(4); j++) {
        String effect = j > 0 && random.nextInt(3) == 0 ? "deny" : "allow";
        statements.add(statement(effect, any(ACTIONS, random), any(resources(), random)));
      }
      var user = S3User.create(server, TestRepository.freshName("access"));
      give(user, statements);
      PATHS.forEach(path -> repository.upload("main", path, path).expect(201));
      decidesAlike(user, "seed %d: %s".formatted(seed, statements));
    }
    assertThat(allowed).as("seed %d", seed).isGreaterThan(USERS);
    assertThat(denied).as("seed %d", seed).isGreaterThan(USERS);
  }

  private void decidesAlike(S3User user, String what) {
    var own = new TestRepository(user.rest(), bucket);
    agree(what, user.send("HEAD", "/" + bucket, ""), own.get(""));
    agree(
        what,
        user.send("GET", "/" + bucket + "?prefix=main/", ""),
        own.get("/refs/main/objects/ls"));
    listsTheSameBuckets(user, what);
    for (String path : PATHS) {
      String which = what + "\n on " + path;
      agree(which, user.send("GET", target(path), ""), own.read("main", path));
      agree(which, user.send("HEAD", target(path), ""), own.stat("main", path));
      agree(which, copy(user, path, "copies/a"), copy(own, path, "copies/b"));
      agree(which, copy(user, "top", path), copy(own, "top", path));
      agree(which, user.send("PUT", target(path), path), own.upload("main", path, path));
      agree(
          which,
          user.send("DELETE", target(path), ""),
          own.delete("/branches/main/objects?path=" + encode(path)));
    }
    deletesTheSameOfSeveral(user, own, what);
  }

  private String target(String path) {
    return S3User.target(bucket, "main/" + path);
  }

  private void agree(String what, Answer s3, ApiClient.Answer rest) {
    assertThat(s3.status() == 403).as("%s: %s, %s", what, s3, rest).isEqualTo(rest.status() == 403);
    assertThat(List.of(s3.status(), rest.status())).as(what).allMatch(status -> status < 500);
    if (s3.status() == 403) {
      denied++;
    } else {
      allowed++;
    }
    if (s3.status() == 403 && s3.body().hasRemaining()) {
      s3.error();
      assertThat(s3.element("Code")).as(what).isEqualTo("AccessDenied");
    }
  }

  private Answer copy(S3User user, String from, String to) {
    return user.send(
        user.signed(
            user.plain("PUT", target(to)).header("x-amz-copy-source", bucket + "/main/" + from),
            Form.HASHED));
  }

  private static ApiClient.Answer copy(TestRepository own, String from, String to) {
    return own.post(
        "/branches/main/objects/copy?dest_path=" + encode(to), Map.of("src_path", from));
  }

  private void listsTheSameBuckets(S3User user, String what) {
    Answer s3 = user.send("GET", "/", "");
    var rest = user.rest().get("/repositories?amount=1000");
    agree(what, s3, rest);
    if (s3.status() == 200) {
      assertThat(elements(s3, "Name")).as(what).containsExactlyElementsOf(texts(rest, "id"));
    }
  }

  private void deletesTheSameOfSeveral(S3User user, TestRepository own, String what) {
    String keys =
        PATHS.stream()
            .map(path -> "<Object><Key>main/" + path + "</Key></Object>")
            .collect(Collectors.joining("", "<Delete>", "</Delete>"));
    Answer s3 = user.send("POST", "/" + bucket + "?delete", keys);
    var rest = own.post("/branches/main/objects/delete", Map.of("paths", PATHS));
    agree(what, s3, rest);
    if (s3.status() == 200) {
      Set<String> refused =
          stream(rest.json().path("errors"))
              .map(each -> each.path("path").asText())
              .collect(toSet());
      Set<String> deleted = new TreeSet<>(PATHS);
      deleted.removeAll(refused);
      assertThat(elements(s3, "Key")).as(what).hasSize(PATHS.size());
      assertThat(elements(s3, "Code")).as(what).hasSize(refused.size());
      assertThat(repository.list("main", "")).as(what).filteredOn(deleted::contains).isEmpty();
    }
  }

  private static List<String> elements(Answer answer, String name) {
    var found = answer.document().getElementsByTagName(name);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(((Element) found.item(i)).getTextContent());
    }
    return texts;
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  @Test
  void theAuditLogSaysWhatWasAskedFor() {
    var user = S3User.create(server, TestRepository.freshName("audited"));
    give(
        user,
        List.of(
            statement("allow", "fs:*", "arn:lakefs:fs:::repository/" + bucket + "/object/open/*")));
    user.send("PUT", target("open/ü"), "x").expect(200);
    user.send("GET", target("open/ü"), "").expect(200);
    user.send("PUT", target("secret/a"), "x").expect(403);
    user.send("PUT", S3User.target(bucket, "none/open/a"), "x").expect(404);
    user.send("HEAD", target("open/missing"), "").expect(404);
    user.send("GET", "/" + bucket, "").expect(403);
    Eventually.succeeds(
        () ->
            assertThat(events(user))
                .containsExactlyInAnyOrder(
                    "s3:PutObject main open/ü allowed 200",
                    "s3:GetObject main open/ü allowed 200",
                    "s3:PutObject main secret/a denied 403",
                    "s3:PutObject none open/a failed 404",
                    "s3:HeadObject main open/missing failed 404",
                    "s3:ListObjects   denied 403"));
  }

  private List<String> events(S3User user) {
    var answer = admin.get("//api/anabranch/v1/audit?user=" + encode(user.id())).expect(200);
    return stream(answer.json().path("results"))
        .peek(event -> assertThat(event.path("repository").asText()).isEqualTo(bucket))
        .map(
            event ->
                Stream.of("operation", "ref", "path", "outcome", "status")
                    .map(name -> event.path(name).asText())
                    .collect(Collectors.joining(" ")))
        .toList();
  }
}
