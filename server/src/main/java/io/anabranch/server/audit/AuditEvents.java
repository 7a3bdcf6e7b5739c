package io.anabranch.server.audit;

import io.anabranch.server.access.Action;
import io.anabranch.server.auth.ClientAddresses;
import io.anabranch.server.observability.RequestIds;
import io.anabranch.server.postgres.AuditTable.Event;
import io.anabranch.server.postgres.AuditTable.Outcome;
import io.anabranch.server.postgres.AuditTable.Position;
import io.anabranch.server.stores.Stores;
import io.anabranch.server.trail.Trail;
import io.anabranch.versioning.model.Repository;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Says what a request was, in bounded texts. Safe for use by many threads. */
@Singleton
final class AuditEvents {

  private static final int MAX_NAME = 256;

  private final Stores stores;
  private final ClientAddresses addresses;

  /** No other server has the same upper half, nor has this one after a start. */
  private final AtomicLong nextId =
      new AtomicLong((new SecureRandom().nextLong() >>> 33) << Integer.SIZE);

  AuditEvents(Stores stores, ClientAddresses addresses) {
    this.stores = stores;
    this.addresses = addresses;
  }

  Event event(
      RequestAudit.Beginning beginning,
      HttpRequest<?> request,
      HttpResponse<?> response,
      Subject subject,
      Trail trail) {
    int status = response.code();
    return new Event(
        new Position(beginning.time().truncatedTo(ChronoUnit.MICROS), nextId.getAndIncrement()),
        RequestIds.of(request),
        trail.user(),
        trail.presented().kind().name().toLowerCase(Locale.ROOT),
        Optional.of(trail.presented().id()).filter(id -> !id.isEmpty()).map(AuditEvents::name),
        Optional.ofNullable(addresses.of(request)).map(InetAddress::getHostAddress),
        Optional.ofNullable(request.getHeaders().get(HttpHeaders.USER_AGENT))
            .map(AuditEvents::name),
        beginning.operation(),
        trail.actions().stream().map(Action::text).toList(),
        subject.resources(),
        subject.repository(),
        subject.ref(),
        subject.path(),
        storageId(subject, trail),
        outcome(status),
        status,
        length(request.getHeaders()),
        length(response.getHeaders()),
        (System.nanoTime() - beginning.nanos()) / 1_000);
  }

  private Optional<String> storageId(Subject subject, Trail trail) {
    return trail
        .repository()
        .map(Repository::location)
        .map(location -> location.storageId())
        .or(subject::store)
        .map(id -> stores.map().actualId(id))
        .filter(id -> !id.isEmpty())
        .map(AuditEvents::name);
  }

  private static Outcome outcome(int status) {
    if (status == HttpStatus.UNAUTHORIZED.getCode() || status == HttpStatus.FORBIDDEN.getCode()) {
      return Outcome.DENIED;
    }
    return status < HttpStatus.BAD_REQUEST.getCode() ? Outcome.ALLOWED : Outcome.FAILED;
  }

  private static Optional<Long> length(HttpHeaders headers) {
    long length = headers.contentLength().orElse(-1L);
    return length < 0 ? Optional.empty() : Optional.of(length);
  }

  private static String name(String text) {
    return Texts.bounded(text, MAX_NAME);
  }
}
