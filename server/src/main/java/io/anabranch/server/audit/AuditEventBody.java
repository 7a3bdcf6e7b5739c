package io.anabranch.server.audit;

import io.anabranch.server.postgres.AuditTable.Event;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An event as the API and the file of lines tell it. */
@Serdeable(naming = SnakeCaseStrategy.class)
record AuditEventBody(
    String id,
    String time,
    String requestId,
    @Nullable String user,
    String signOn,
    @Nullable String credential,
    @Nullable String clientAddress,
    @Nullable String userAgent,
    String operation,
    List<String> actions,
    List<String> resources,
    @Nullable String repository,
    @Nullable String ref,
    @Nullable String path,
    @Nullable String storageId,
    String outcome,
    int status,
    @Nullable Long bytesReceived,
    @Nullable Long bytesSent,
    long durationMicros) {

  static AuditEventBody of(Event event) {
    return new AuditEventBody(
        Positions.text(event.at()),
        event.at().time().toString(),
        event.requestId(),
        event.username().orElse(null),
        event.signOn(),
        event.credential().orElse(null),
        event.clientAddress().orElse(null),
        event.userAgent().orElse(null),
        event.operation(),
        event.actions(),
        event.resources(),
        event.repository().orElse(null),
        event.ref().orElse(null),
        event.path().orElse(null),
        event.storageId().orElse(null),
        event.outcome().name().toLowerCase(Locale.ROOT),
        event.status(),
        event.bytesReceived().orElse(null),
        event.bytesSent().orElse(null),
        event.durationMicros());
  }
}
