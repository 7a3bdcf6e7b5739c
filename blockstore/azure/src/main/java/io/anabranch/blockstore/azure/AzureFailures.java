package io.anabranch.blockstore.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a store's answer, or its silence, means. The one place that knows the error codes of the
 * Blob service, and the words by which its answers to a failed sign-on differ.
 */
final class AzureFailures {

  private final AzureSettings settings;

  AzureFailures(AzureSettings settings) {
    this.settings = settings;
  }

  /** Makes a call of the SDK. A condition that is not met is that nothing be at an address. */
  <T> T translating(String what, Supplier<T> call) {
    return translating(what, Kind.ALREADY_EXISTS, call);
  }

  /** As above, but the condition is that an object still be the same. */
  <T> T reading(String what, Supplier<T> call) {
    return translating(what, Kind.CHANGED, call);
  }

  private <T> T translating(String what, Kind unmet, Supplier<T> call) {
    try {
      return call.get();
    } catch (BlockstoreException e) {
      throw e;
    } catch (RuntimeException e) {
      throw translate(what, unmet, e);
    }
  }

  /** What a body that breaks off means. */
  BlockstoreException translate(String what, RuntimeException e) {
    return translate(what, Kind.CHANGED, e);
  }

  /**
   * @param what was asked for, such as {@code read container/key}
   * @throws RuntimeException the exception itself, when it is no failure of the store
   */
  private BlockstoreException translate(String what, Kind unmet, RuntimeException e) {
    Optional<BlockstoreException> own = find(e, BlockstoreException.class);
    if (own.isPresent()) {
      return own.get();
    }
    return e instanceof BlobStorageException answer
        ? answered(what, unmet, answer)
        : unanswered(what, e);
  }

  private BlockstoreException answered(String what, Kind unmet, BlobStorageException e) {
    String code = Optional.ofNullable(e.getErrorCode()).map(BlobErrorCode::toString).orElse("");
    return switch (code) {
      case "BlobNotFound" -> failure(Kind.NOT_FOUND, what, "there is no such object", e);
      case "ContainerNotFound", "ContainerBeingDeleted", "ContainerDisabled" ->
          failure(
              Kind.NOT_FOUND,
              what,
              "there is no such container; create it, or correct the namespace or the account",
              e);
      case "ResourceNotFound" ->
          failure(
              Kind.NOT_FOUND,
              what,
              "there is no such account or container; check storage_account and the namespace",
              e);
      case "BlobAlreadyExists", "UnauthorizedBlobOverwrite" ->
          failure(Kind.ALREADY_EXISTS, what, "an object is there", e);
      case "ConditionNotMet", "TargetConditionNotMet" -> conditionNotMet(what, unmet, e);
      case "SourceConditionNotMet", "CannotVerifyCopySource" -> sourceRefused(what, e);
      case "InvalidRange" ->
          failure(Kind.RANGE_NOT_SATISFIABLE, what, "the range begins behind the object's end", e);
      case "InvalidBlockList", "InvalidBlobOrBlock" ->
          failure(Kind.BUSY, what, "another write to it ended first and dropped these blocks", e);
      case "ServerBusy", "BlobBeingRehydrated", "AccountBeingCreated", "PendingCopyOperation" ->
          busy(what, e);
      case "AuthenticationFailed", "InvalidAuthenticationInfo", "NoAuthenticationInformation" ->
          failure(Kind.FORBIDDEN, what, whySignOnFailed(e), e);
      case "AuthorizationFailure" ->
          failure(
              Kind.FORBIDDEN,
              what,
              "the store refuses these credentials; check the key or token, that it has not"
                  + " expired, and the account's network rules",
              e);
      case "AuthorizationPermissionMismatch",
          "AuthorizationResourceTypeMismatch",
          "AuthorizationServiceMismatch",
          "InsufficientAccountPermissions" ->
          failure(
              Kind.FORBIDDEN,
              what,
              "the credentials are good but do not allow it; extend the role or the token's"
                  + " permissions",
              e);
      case "AuthorizationSourceIPMismatch", "AuthorizationProtocolMismatch" ->
          failure(
              Kind.FORBIDDEN,
              what,
              "the token is not good for this address or protocol; issue another",
              e);
      case "KeyBasedAuthenticationNotPermitted" ->
          failure(
              Kind.FORBIDDEN,
              what,
              "the account takes no keys; remove storage_access_key to use the machine's identity",
              e);
      case "AccountIsDisabled" -> operator(what, "the account is disabled", e);
      case "InvalidResourceName", "InvalidUri", "RequestUrlFailedToParse", "OutOfRangeInput" ->
          failure(Kind.INVALID_ADDRESS, what, "the store holds no such address", e);
      case "BlobArchived" ->
          failure(Kind.UNSUPPORTED, what, "the object is archived; rehydrate it first", e);
      case "BlobImmutableDueToPolicy", "LeaseIdMissing", "SnapshotsPresent" ->
          failure(
              Kind.FORBIDDEN, what, "a policy or a lease protects the object (" + code + ")", e);
      case "Md5Mismatch", "Crc64Mismatch" ->
          failure(Kind.UNAVAILABLE, what, "the bytes changed on their way", e);
      case "RequestBodyTooLarge", "BlockCountExceedsLimit", "BlockListTooLong" ->
          failure(Kind.BAD_CONTENT, what, "the object is too large for the store", e);
      default -> byStatus(what, code, unmet, e);
    };
  }

  /** A proxy's answer is not the store's, and an emulator's may have no code. */
  private BlockstoreException byStatus(
      String what, String code, Kind unmet, BlobStorageException e) {
    int status = e.getStatusCode();
    return switch (status) {
      case 401, 403 ->
          failure(Kind.FORBIDDEN, what, "the store refuses; check its credentials and rights", e);
      case 404 -> failure(Kind.NOT_FOUND, what, "there is no such object or container", e);
      case 409, 429, 503 -> busy(what, e);
      case 412 -> conditionNotMet(what, unmet, e);
      case 416 ->
          failure(Kind.RANGE_NOT_SATISFIABLE, what, "the range begins behind the object's end", e);
      case 405, 501 -> failure(Kind.UNSUPPORTED, what, "the store cannot do that", e);
      case 507 -> failure(Kind.NO_SPACE, what, "the store is full", e);
      default ->
          status >= 500
              ? failure(Kind.UNAVAILABLE, what, "the store failed with status " + status, e)
              : operator(
                  what,
                  "the answer was "
                      + (code.isEmpty() ? "" : code + ", ")
                      + "status "
                      + status
                      + "; check the account's URL, domain and credentials",
                  e);
    };
  }

  /** The code is the same for all of these; the sentence is not. */
  private static String whySignOnFailed(BlobStorageException e) {
    String says = text(e.getServiceMessage());
    if (says.contains("Request date header too old") || says.contains("too far")) {
      return "the clocks of this machine and of the store differ too much; set this one right";
    }
    if (says.contains("not valid in the specified time frame")) {
      return "the shared access signature has expired or is not good yet; issue another";
    }
    if (says.contains("Lifetime validation failed") || says.contains("token is expired")) {
      return "the identity's token has expired; check the clock and the identity";
    }
    if (says.contains("MAC signature") || says.contains("Signature did not match")) {
      return "the key or signature does not fit the account; correct the store's credentials";
    }
    return "the store does not accept the sign-on; correct the store's credentials and the clock";
  }

  private BlockstoreException conditionNotMet(String what, Kind unmet, BlobStorageException e) {
    String why =
        unmet == Kind.CHANGED ? "another object is there now; look again" : "an object is there";
    return failure(unmet, what, why, e);
  }

  private BlockstoreException sourceRefused(String what, BlobStorageException e) {
    return switch (e.getStatusCode()) {
      case 404 -> failure(Kind.NOT_FOUND, what, "there is no such source", e);
      case 412 -> failure(Kind.CHANGED, what, "the source is another object now; look again", e);
      default ->
          failure(Kind.FORBIDDEN, what, "the store may not read the source; check its rights", e);
    };
  }

  private BlockstoreException unanswered(String what, RuntimeException e) {
    if (has(e, InterruptedException.class)) {
      Thread.currentThread().interrupt();
      return new BlockstoreException(Kind.UNAVAILABLE, false, says(what, "it was cancelled"), e);
    }
    if (has(e, UnresolvedAddressException.class) || has(e, UnknownHostException.class)) {
      return operator(
          what, "the host has no address; check storage_account and domain for a typing error", e);
    }
    if (has(e, SSLException.class)) {
      return operator(
          what, "no TLS connection came about; check certificate and scheme of the endpoint", e);
    }
    if (has(e, ConnectException.class)) {
      return failure(Kind.UNAVAILABLE, what, "nobody accepts connections there", e);
    }
    if (has(e, ClientAuthenticationException.class)) {
      return failure(
          Kind.FORBIDDEN,
          what,
          "the machine offers no identity; give the server one, or set storage_access_key",
          e);
    }
    if (has(e, IOException.class) || has(e, TimeoutException.class)) {
      return failure(Kind.UNAVAILABLE, what, "the store did not answer", e);
    }
    throw e;
  }

  private BlockstoreException busy(String what, BlobStorageException e) {
    BlockstoreException busy = failure(Kind.BUSY, what, "the store asks for fewer requests", e);
    return Optional.ofNullable(e.getResponse())
        .map(HttpResponse::getHeaders)
        .map(headers -> headers.getValue(HttpHeaderName.RETRY_AFTER))
        .filter(seconds -> seconds.matches("\\d{1,6}"))
        .map(seconds -> busy.withRetryAfter(Duration.ofSeconds(Long.parseLong(seconds))))
        .orElse(busy);
  }

  /** Nothing that waiting cures. */
  private BlockstoreException operator(String what, String why, Exception e) {
    return new BlockstoreException(Kind.UNAVAILABLE, false, says(what, why), e);
  }

  private BlockstoreException failure(Kind kind, String what, String why, Exception e) {
    return new BlockstoreException(kind, says(what, why), e);
  }

  private String says(String what, String why) {
    return "Could not " + what + " at " + settings.place() + ": " + why;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static boolean has(Throwable e, Class<? extends Throwable> type) {
    return find(e, type).isPresent();
  }

  private static <T extends Throwable> Optional<T> find(Throwable e, Class<T> type) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }
}
