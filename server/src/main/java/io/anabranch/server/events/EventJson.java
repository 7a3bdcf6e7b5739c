package io.anabranch.server.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.anabranch.server.postgres.EventTable.Event;
import io.anabranch.versioning.history.RefMove;
import io.anabranch.versioning.model.CommitId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events as sinks are told of them: docs/events.md says what the fields mean. */
final class EventJson {

  private static final JsonFactory JSON = new JsonFactory();

  @FunctionalInterface
  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private EventJson() {}

  /** On one line, without its end. */
  static String line(Event event) {
    return text(json -> write(json, event));
  }

  /** All of them, as one object. */
  static String batch(List<Event> events) {
    return text(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("events");
          for (Event event : events) {
            write(json, event);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static String text(Writing writing) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Event event) throws IOException {
    RefMove move = event.move();
    json.writeStartObject();
    json.writeStringField("id", Long.toString(move.number()));
    json.writeStringField("time", move.time().toString());
    json.writeStringField("repository", event.repository());
    json.writeStringField("ref_type", move.kind().text());
    json.writeStringField("ref", move.name());
    json.writeStringField("operation", move.cause().operation().text());
    json.writeStringField("user", move.cause().user());
    json.writeStringField("message", move.cause().message());
    writeCommit(json, "commit_before", move.before());
    writeCommit(json, "commit_after", move.after());
    json.writeEndObject();
  }

  private static void writeCommit(JsonGenerator json, String name, @Nullable CommitId id)
      throws IOException {
    if (id != null) {
      json.writeStringField(name, id.value());
    }
  }
}
