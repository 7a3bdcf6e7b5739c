package io.anabranch.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at events as a receiver does: those that come again are dropped by their ids. */
public record Told(Map<String, JsonNode> byId) {

  public static Told of(List<JsonNode> events) {
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    events.forEach(event -> byId.putIfAbsent(event.path("id").asText(), event));
    return new Told(byId);
  }

  /** Every event of a ref goes on from where the one before it ended. */
  public Told inOrder() {
    Map<String, String> heads = new LinkedHashMap<>();
    for (JsonNode event : byId.values()) {
      String ref =
          "%s %s %s"
              .formatted(text(event, "repository"), text(event, "ref_type"), text(event, "ref"));
      String head = heads.put(ref, text(event, "commit_after"));
      assertThat(text(event, "commit_before")).as("%s", event).isEqualTo(head == null ? "" : head);
    }
    return this;
  }

  /** What the events of a kind of operation ended in. */
  public List<String> commits(String operation) {
    return byId.values().stream()
        .filter(event -> text(event, "operation").equals(operation))
        .map(event -> text(event, "commit_after"))
        .toList();
  }

  private static String text(JsonNode event, String field) {
    return event.path(field).asText();
  }
}
