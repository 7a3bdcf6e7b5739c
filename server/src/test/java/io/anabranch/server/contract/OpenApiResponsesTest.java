package io.anabranch.server.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OpenApiResponsesTest {

  private static final String STATS =
      """
      {"path": "a", "path_type": "object", "physical_address": "mem://r/a", "checksum": "x",
       "mtime": 1, "size_bytes": 3%s}""";

  @Test
  void acceptsWhatIsDeclared() {
    OpenApiResponses.validate("statObject", 200, STATS.formatted(""));
    OpenApiResponses.validate("statObject", 404, "{\"message\": \"not found\"}");
    OpenApiResponses.validate("statObject", 503, "{\"message\": \"the store does not answer\"}");
    OpenApiResponses.validate(
        "getPhysicalAddress", 200, "{\"physical_address\": \"mem://a\", \"presigned_url\": null}");
    OpenApiResponses.validate("deleteObject", 204, "");
    OpenApiResponses.validate("getObject", 200, "bytes");
  }

  @Test
  void refusesAMissingField() {
    refuses("statObject", 200, "{\"path\": \"a\"}", "checksum");
  }

  @Test
  void refusesAFieldOfNobody() {
    refuses("statObject", 200, STATS.formatted(", \"colour\": \"red\""), "colour");
  }

  @Test
  void refusesAnotherType() {
    refuses("statObject", 200, STATS.formatted("").replace("3", "\"3\""), "size_bytes");
    refuses("statObject", 200, STATS.formatted("").replace("\"object\"", "\"file\""), "path_type");
    refuses("statObject", 200, STATS.formatted("").replace("\"x\"", "null"), "checksum");
  }

  @Test
  void looksIntoListsAndComposedSchemas() {
    String pagination =
        "{\"has_more\": false, \"next_offset\": \"\", \"results\": 1, \"max_per_page\": 1000}";
    refuses(
        "listBranches",
        200,
        "{\"pagination\": %s, \"results\": [{\"id\": \"main\"}]}".formatted(pagination),
        "commit_id");
    refuses("getPullRequest", 200, "{\"id\": \"1\", \"title\": \"t\"}", "source_branch");
  }

  @Test
  void refusesAnotherStatusOrAnUnexpectedBody() {
    refuses("statObject", 201, "{}", "may not answer 201");
    refuses("deleteObject", 204, "{}", "must have no body");
    refuses("statObject", 200, "oops", "is not JSON");
  }

  private static void refuses(String operation, int status, String json, String why) {
    assertThatThrownBy(() -> OpenApiResponses.validate(operation, status, json))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(why);
  }
}
