package io.anabranch.server.audit;

import io.anabranch.server.postgres.AuditTable.Event;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Events as lines of JSON, as the API tells them. */
public final class AuditLines implements AuditWriter.Copy {

  private final JsonMapper json;
  private final Consumer<String> lines;

  /**
   * @param lines takes each without its end
   */
  public AuditLines(JsonMapper json, Consumer<String> lines) {
    this.json = json;
    this.lines = lines;
  }

  @Override
  public void add(Event event) {
    try {
      lines.accept(json.writeValueAsString(AuditEventBody.of(event)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
