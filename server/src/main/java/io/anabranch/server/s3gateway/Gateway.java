package io.anabranch.server.s3gateway;

import io.anabranch.server.audit.RequestAudit;
import io.anabranch.server.audit.RequestAudit.Beginning;
import io.anabranch.server.bytes.HttpDates;
import io.anabranch.server.observability.RequestIds;
import io.anabranch.server.quotas.Quotas;
import io.anabranch.server.s3gateway.Operations.Meaning;
import io.anabranch.server.s3gateway.protocol.Address;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Hosts;
import io.anabranch.server.s3gateway.protocol.S3Request;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Answers the requests of the S3 protocol: which operation, by whom, may they so often, then the
 * operation. Whatever happens, what is answered is of the protocol. Safe for use by many threads.
 */
@Singleton
final class Gateway {

  private final Hosts hosts;
  private final Operations operations;
  private final Calls calls;
  private final Quotas quotas;
  private final RequestAudit audit;
  private final ErrorAnswers errors;
  private final InstantSource clock;

  Gateway(
      Hosts hosts,
      Operations operations,
      Calls calls,
      Quotas quotas,
      RequestAudit audit,
      ErrorAnswers errors,
      InstantSource clock) {
    this.hosts = hosts;
    this.operations = operations;
    this.calls = calls;
    this.quotas = quotas;
    this.audit = audit;
    this.errors = errors;
    this.clock = clock;
  }

  /** Blocks until the answer is known, but for what the audit log has to write before. */
  CompletionStage<HttpResponse<?>> answer(ServerHttpRequest<?> http) {
    try {
      S3Request request = S3Request.of(http, hosts);
      Meaning meaning = operations.find(request);
      BasicHttpAttributes.setUriTemplate(http, meaning.name());
      Optional<Beginning> beginning = audit.begin(meaning.name());
      HttpResponse<?> response = marked(http, answer(request, meaning));
      return beginning
          .map(begun -> audit.end(begun, http, response, named(request.address())))
          .orElseGet(() -> CompletableFuture.completedStage(response));
    } catch (RuntimeException e) {
      return CompletableFuture.completedStage(
          marked(http, errors.answer(http, new Address("", ""), e)));
    }
  }

  /**
   * With what every answer has, of which clients show the id when they report an error. Without a
   * length a HEAD would end the connection, and clients ask often for what is not there.
   */
  private HttpResponse<?> marked(ServerHttpRequest<?> http, MutableHttpResponse<?> response) {
    if (http.getMethod() == HttpMethod.HEAD
        && response.code() != HttpStatus.NOT_MODIFIED.getCode()
        && !response.getHeaders().contains(HttpHeaders.CONTENT_LENGTH)) {
      response.contentLength(0);
    }
    return response
        .header("x-amz-request-id", RequestIds.of(http))
        .header(HttpHeaders.DATE, HttpDates.text(clock.instant()));
  }

  private MutableHttpResponse<?> answer(S3Request request, Meaning meaning) {
    try {
      Call call = calls.require(request);
      quotas.requireRate(Optional.of(call.userId()), call.bucket());
      return request(call, meaning);
    } catch (RuntimeException e) {
      return errors.answer(request.http(), request.address(), e);
    }
  }

  private static MutableHttpResponse<?> request(Call call, Meaning meaning) {
    return switch (meaning) {
      case Meaning.Nothing _ -> HttpResponse.notFound();
      case Meaning.Refused refused -> throw refused.error().exception();
      case Meaning.Known known -> known.operation().answer(call);
    };
  }

  private static RequestAudit.Named named(Address address) {
    return new RequestAudit.Named(address.bucket(), address.ref(), address.path());
  }
}
