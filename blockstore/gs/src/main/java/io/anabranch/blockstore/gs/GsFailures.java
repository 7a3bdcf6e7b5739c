package io.anabranch.blockstore.gs;

import com.google.api.client.http.HttpResponseException;
import com.google.gson.stream.MalformedJsonException;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Causes;
import io.anabranch.blockstore.Diagnosis;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a store's answer, or its silence, means. The one place that knows Google's error codes:
 * those of <a href="https://cloud.google.com/storage/docs/json_api/v1/status-codes">JSON</a>, <a
 * href="https://cloud.google.com/storage/docs/xml-api/reference-status">XML</a> and of the service
 * that gives out tokens.
 */
final class GsFailures {

  private static final String CORRECT = "; correct the store's credentials";

  private final GsSettings settings;

  GsFailures(GsSettings settings) {
    this.settings = settings;
  }

  BlockstoreException translate(GsAction action, IOException e) {
    Optional<BlockstoreException> known = Causes.find(e, BlockstoreException.class);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<HttpResponseException> answer = Causes.find(e, HttpResponseException.class);
    if (answer.isEmpty()) {
      return failure(action, unanswered(e), e);
    }
    BlockstoreException failure = failure(action, diagnose(action, GsAnswer.of(answer.get())), e);
    return retryAfter(answer.get()).map(failure::withRetryAfter).orElse(failure);
  }

  /** Of one object of many that were asked for at once. */
  BlockstoreException translate(GsAction action, GsAnswer answer) {
    return failure(action, diagnose(action, answer), null);
  }

  BlockstoreException failure(GsAction action, Diagnosis diagnosis, @Nullable Exception e) {
    return new BlockstoreException(
        diagnosis.kind(),
        diagnosis.retryable(),
        "Could not " + action.text() + " at " + settings.place() + ": " + diagnosis.why(),
        e);
  }

  private static Diagnosis diagnose(GsAction action, GsAnswer answer) {
    return switch (answer.code()) {
      case "NoSuchBucket" -> noBucket();
      case "invalid_grant", "invalid_client", "unauthorized_client", "invalid_request" ->
          noToken(answer);
      case "rateLimitExceeded", "userRateLimitExceeded", "SlowDown", "conflict" -> busy();
      case "dailyLimitExceeded", "quotaExceeded" ->
          Diagnosis.of(Kind.NO_SPACE, "a quota of the project is used up");
      case "accessNotConfigured", "accountDisabled", "userProjectMissing", "UserProjectMissing" ->
          Diagnosis.of(
              Kind.FORBIDDEN,
              "the project cannot use the store; check its billing and that the API is enabled");
      case "retentionPolicyNotMet", "objectUnderActiveHold" ->
          Diagnosis.of(
              Kind.FORBIDDEN, "the bucket's retention policy or a hold keeps the object as it is");
      case "customerEncryptionKeyIsIncorrect",
          "resourceIsEncryptedWithCustomerEncryptionKey",
          "resourceNotEncryptedWithCustomerEncryptionKey",
          "ResourceIsEncryptedWithCustomerEncryptionKey",
          "ResourceNotEncryptedWithCustomerEncryptionKey",
          "CustomerEncryptionKeyIsIncorrect" ->
          Diagnosis.of(
              Kind.FORBIDDEN,
              "the object is encrypted with another key than the store's configuration names");
      case "RequestTimeTooSkewed" -> skewed();
      case "InvalidBucketName", "InvalidObjectName", "KeyTooLong", "InvalidURI" -> noSuchAddress();
      default -> byStatus(action, answer);
    };
  }

  private static Diagnosis byStatus(GsAction action, GsAnswer answer) {
    int status = answer.status();
    return switch (status) {
      case 400 -> refused(answer);
      case 401 ->
          Diagnosis.of(
              Kind.FORBIDDEN, "the token has expired or is not known there; renew the credentials");
      case 403 -> forbidden(action, answer);
      case 404 ->
          answer.says("bucket does not exist")
              ? noBucket()
              : Diagnosis.of(Kind.NOT_FOUND, action.missing());
      case 409, 429 -> busy();
      case 412 ->
          Diagnosis.of(
              action.unmet(),
              action.unmet() == Kind.ALREADY_EXISTS
                  ? "an object is there"
                  : "it is not the object that was asked for any more");
      case 416 ->
          Diagnosis.of(Kind.RANGE_NOT_SATISFIABLE, "the range begins behind the object's end");
      case 405, 501 -> Diagnosis.of(Kind.UNSUPPORTED, "the store cannot do that");
      case 507 -> Diagnosis.of(Kind.NO_SPACE, "the store is full");
      default ->
          status >= 500 || status == 408
              ? Diagnosis.of(Kind.UNAVAILABLE, "the store failed with status " + status)
              : unexpected(answer);
    };
  }

  private static Diagnosis refused(GsAnswer answer) {
    if (answer.says("object name") || answer.says("Object name") || answer.says("bucket name")) {
      return noSuchAddress();
    }
    return answer.says("KMS") || answer.says("Cloud KMS")
        ? Diagnosis.of(
            Kind.FORBIDDEN,
            "the key to encrypt with cannot be used; check its name, place and permissions")
        : unexpected(answer);
  }

  private static Diagnosis forbidden(GsAction action, GsAnswer answer) {
    if (answer.says("billing")) {
      return Diagnosis.of(Kind.FORBIDDEN, "the project's billing is off; check the project");
    }
    if (answer.says("KMS")) {
      return Diagnosis.of(
          Kind.FORBIDDEN, "the store may not use the key to encrypt with; extend its policy");
    }
    return Diagnosis.of(
        Kind.FORBIDDEN, "the credentials do not allow it; it takes " + action.permissions());
  }

  private static Diagnosis noToken(GsAnswer answer) {
    if (answer.says("short-lived token") || answer.says("reasonable timeframe")) {
      return skewed();
    }
    if (answer.says("expired or revoked")) {
      return Diagnosis.of(Kind.FORBIDDEN, "the token has expired; renew the credentials");
    }
    return Diagnosis.of(
        Kind.FORBIDDEN,
        answer.says("account not found") || answer.says("disabled")
            ? "there is no such service account, or it is disabled" + CORRECT
            : "the key is not one of the service account" + CORRECT);
  }

  private Diagnosis unanswered(IOException e) {
    if (Thread.currentThread().isInterrupted() || Causes.has(e, InterruptedException.class)) {
      Thread.currentThread().interrupt();
      return new Diagnosis(Kind.UNAVAILABLE, false, "it was cancelled");
    }
    if (Causes.has(e, UnknownHostException.class)) {
      return Diagnosis.of(Kind.UNAVAILABLE, "the host has no address; check the store's endpoint");
    }
    if (Causes.has(e, SSLException.class)) {
      return Diagnosis.operator(
          "no TLS connection came about; check certificate and scheme of the endpoint");
    }
    if (Causes.has(e, ConnectException.class)) {
      return Diagnosis.of(Kind.UNAVAILABLE, "nobody accepts connections there");
    }
    if (Causes.has(e, MalformedJsonException.class)) {
      return notGoogle();
    }
    return Diagnosis.of(
        Kind.UNAVAILABLE,
        Causes.has(e, SocketTimeoutException.class)
            ? "the store did not answer in time"
            : "the connection broke");
  }

  static Diagnosis notGoogle() {
    return Diagnosis.operator(
        "what answers there is not Google Cloud Storage; check the store's endpoint");
  }

  private static Diagnosis busy() {
    return Diagnosis.of(Kind.BUSY, "the store asks for fewer requests");
  }

  private static Diagnosis noBucket() {
    return Diagnosis.of(Kind.NOT_FOUND, GsAction.NO_BUCKET);
  }

  private static Diagnosis noSuchAddress() {
    return Diagnosis.of(Kind.INVALID_ADDRESS, "the store holds no such address");
  }

  private static Diagnosis skewed() {
    return Diagnosis.of(
        Kind.FORBIDDEN,
        "the clocks of this machine and of Google differ too much; set this one right");
  }

  private static Diagnosis unexpected(GsAnswer answer) {
    return Diagnosis.operator(
        "the answer was "
            + (answer.code().isEmpty() ? "" : answer.code() + ", ")
            + "status "
            + answer.status()
            + "; check the store's endpoint and credentials");
  }

  private static Optional<Duration> retryAfter(HttpResponseException e) {
    return Optional.ofNullable(e.getHeaders().getRetryAfter())
        .filter(seconds -> seconds.matches("\\d{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }
}
