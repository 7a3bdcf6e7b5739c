package io.anabranch.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each way a route can stray from the document is found, and a faithful one is left alone. */
class OperationCheckTest {

  private static final Api API = Api.read();

  @Test
  void leavesFaithfulRoutesAlone() {
    assertThat(differences("createTag", "createTag")).isEmpty();
    assertThat(differences("listTags", "listTags")).isEmpty();
    assertThat(differences("deleteTag", "deleteTag")).isEmpty();
    assertThat(differences("getBranchProtectionRules", "rules")).isEmpty();
  }

  @Test
  void findsParametersThatAreMissingUnknownOrOfAnotherNeed() {
    assertThat(differences("getObject", "strayingParameters"))
        .containsExactlyInAnyOrder(
            "does not take the parameter: header if-none-match",
            "does not take the parameter: query presign",
            "header range must be optional",
            "query path must be required",
            "takes a parameter the document does not know: query colour");
  }

  @Test
  void findsAnotherStatus() {
    assertThat(differences("deleteTag", "anotherStatus")).containsExactly("answers 200, not 204");
  }

  @Test
  void findsStrayingBodies() {
    assertThat(differences("createTag", "strayingBodies"))
        .containsExactlyInAnyOrder(
            "request body must be required",
            "request: the document does not know `name` of Straying",
            "request: Straying lacks `id`",
            "request: Straying lacks `force`",
            "request.ref: long, but the document says a string",
            "response: the document does not know `name` of Straying",
            "response: the document does not know `ref` of Straying",
            "response: Straying lacks `id`",
            "response: Straying lacks `commit_id`");
  }

  @Test
  void findsNullWhereAFieldIsRequired() {
    assertThat(differences("getTag", "nullField"))
        .containsExactly("response.commit_id is required and must not be @Nullable");
  }

  @Test
  void findsAnswersWithoutAType() {
    assertThat(differences("getTag", "untyped"))
        .containsExactly("does not say the type of its answer: give HttpResponse a type argument");
  }

  private static List<String> differences(String operation, String method) {
    for (var candidate : Sample.class.getDeclaredMethods()) {
      if (candidate.getName().equals(method)) {
        var shape = RouteShape.of(candidate, Set.of("repository", "tag", "ref"), Set.of());
        return OperationCheck.differences(API, API.operation(operation), shape);
      }
    }
    throw new IllegalArgumentException(method);
  }

  @Serdeable(naming = SnakeCaseStrategy.class)
  record Named(String id, String commitId) {}

  @Serdeable(naming = SnakeCaseStrategy.class)
  record Pagination(boolean hasMore, String nextOffset, int results, int maxPerPage) {}

  @Serdeable
  record Page<T>(Pagination pagination, List<T> results) {}

  @Serdeable
  record Creation(String id, String ref, @Nullable Boolean force) {}

  @Serdeable
  record Straying(String name, long ref) {}

  @Serdeable(naming = SnakeCaseStrategy.class)
  record NullField(String id, @Nullable String commitId) {}

  @Serdeable
  record Rule(@JsonProperty("pattern") String glob) {}

  record Paging(
      @QueryValue @Nullable String prefix,
      @QueryValue @Nullable String after,
      @QueryValue(defaultValue = "100") int amount) {}

  /** Signatures only; nothing here is a route. */
  @SuppressWarnings("unused")
  interface Sample {

    @Status(HttpStatus.CREATED)
    Named createTag(String repository, @Body Creation creation);

    Page<Named> listTags(@PathVariable String repository, @RequestBean Paging paging);

    @Status(HttpStatus.NO_CONTENT)
    void deleteTag(String repository, String tag, @QueryValue @Nullable Boolean force);

    HttpResponse<List<Rule>> rules(String repository);

    HttpResponse<?> strayingParameters(
        String repository,
        String ref,
        @QueryValue @Nullable String path,
        @Header("Range") String range,
        @Header("Authorization") String authorization,
        @QueryValue @Nullable String colour);

    void anotherStatus(String repository, String tag, @QueryValue @Nullable Boolean force);

    @Status(HttpStatus.CREATED)
    Straying strayingBodies(String repository, @Body @Nullable Straying body);

    NullField nullField(String repository, String tag);

    HttpResponse<?> untyped(String repository, String tag);
  }
}
