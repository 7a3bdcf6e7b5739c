package io.anabranch.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.contract.ApiOperation.Parameter;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Calls every operation of the document once, as a plain client would, and holds the answer to it.
 * What an operation does is for other tests to say; here none is forgotten, and none answers what
 * it never said it would.
 */
@ExtendWith(SharedServer.class)
class EveryOperationTest {

  /** Documented so: it has no meaning here. */
  private static final Set<String> NOT_IMPLEMENTED = Set.of("getLicense");

  /** What reads comes before what changes, and what deletes comes last. */
  private static final List<String> ORDER =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

  private final ApiClient client;
  private final TestRepository repository;
  private final Api api = Api.read();
  private final Map<String, String> values;
  private final SampleBody bodies;

  EveryOperationTest(TestServer server) {
    this.client = server.client();
    this.repository = TestRepository.create(client);
    this.values = fixture();
    this.bodies = new SampleBody(api.document(), values);
  }

  /** Something that exists for most names; what is created has names of its own. */
  private Map<String, String> fixture() {
    String commit = repository.commit("main", "object", "one");
    String tree = repository.get("/commits/" + commit).json().path("meta_range_id").asText();
    repository.branch("contract", "main");
    repository.commit("contract", "other", "two");
    repository.post("/tags", Map.of("id", "tagged", "ref", "main")).expect(201);
    repository
        .put("/settings/gc_rules", Map.of("default_retention_days", 7, "branches", List.of()))
        .expect(204);
    String pull =
        repository
            .post(
                "/pulls",
                Map.of(
                    "title", "t",
                    "source_branch", "contract",
                    "destination_branch", "main"))
            .expect(201)
            .json()
            .path("id")
            .asText();
    Map<String, String> fixture = new HashMap<>();
    List.of("branch", "ref", "leftRef", "source", "destinationBranch", "destination_branch")
        .forEach(name -> fixture.put(name, "main"));
    List.of("rightRef", "sourceRef", "source_branch")
        .forEach(name -> fixture.put(name, "contract"));
    List.of("path", "src_path").forEach(name -> fixture.put(name, "object"));
    List.of("meta_range", "object_id").forEach(name -> fixture.put(name, tree));
    fixture.put("type", "meta_range");
    fixture.put("commitId", commit);
    fixture.put("tag", "tagged");
    fixture.put("pull_request", pull);
    fixture.put("repository", repository.name());
    fixture.put("storage_id", "hot");
    fixture.put("name", repository.name() + "-contract");
    fixture.put("storage_namespace", "local://" + repository.name() + "-contract");
    return fixture;
  }

  @Test
  void everyOperationAnswersAsTheDocumentSays() {
    Set<String> wrong = new TreeSet<>();
    Set<String> succeeded = new TreeSet<>();
    for (ApiOperation operation : inOrder()) {
      try {
        Answer answer = call(operation);
        int status = answer.status();
        check(operation, answer);
        if (status >= 500 && !(status == 501 && NOT_IMPLEMENTED.contains(operation.id()))) {
          wrong.add(operation.id() + " answered " + status + ": " + answer.text());
        } else if (status < 400) {
          succeeded.add(operation.id());
        }
      } catch (AssertionError e) {
        wrong.add(operation.id() + ": " + e.getMessage());
      }
    }
    assertThat(wrong).isEmpty();
    // A test whose calls were all refused would see no answer but refusals.
    assertThat(succeeded).hasSizeGreaterThan(api.operations().size() / 2);
  }

  /** What a HEAD says of a body, it says without one. */
  private static void check(ApiOperation operation, Answer answer) {
    if (operation.method().equals("HEAD")) {
      assertThat(operation.responses().keySet())
          .containsAnyOf(Integer.toString(answer.status()), "default");
    } else {
      answer.expect(answer.status(), operation.id());
    }
  }

  private List<ApiOperation> inOrder() {
    return api.operations().stream()
        .sorted(
            Comparator.<ApiOperation>comparingInt(operation -> ORDER.indexOf(operation.method()))
                // What a deletion is below goes after it.
                .thenComparingInt(operation -> -operation.path().length()))
        .toList();
  }

  private Answer call(ApiOperation operation) {
    String path = operation.path();
    for (Parameter parameter : operation.parameters()) {
      if (parameter.in().equals("path")) {
        path = path.replace("{" + parameter.name() + "}", value(parameter));
      }
    }
    String query =
        operation.parameters().stream()
            .filter(parameter -> parameter.in().equals("query") && parameter.required())
            .map(parameter -> parameter.name() + "=" + ApiClient.encode(value(parameter)))
            .collect(Collectors.joining("&", "?", ""));
    return operation.requestSchema().isMissingNode()
        ? client.send(operation.method(), "/" + path + query, BodyPublishers.noBody())
        : client.send(
            operation.method(),
            "/" + path + query,
            body(operation),
            "Content-Type",
            "application/json");
  }

  private String value(Parameter parameter) {
    return values.getOrDefault(parameter.name(), "contract");
  }

  private BodyPublisher body(ApiOperation operation) {
    return BodyPublishers.ofString(bodies.of(operation.requestSchema()).toString());
  }
}
