package io.anabranch.blockstore.gs;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.ByteRange;
import io.anabranch.blockstore.Diagnosis;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.ReadOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Opens objects. By the store's XML interface, because only its answers describe the object in
 * their headers, so that one request does.
 */
final class GsReads {

  private static final Pattern GENERATION = Pattern.compile("\\d{1,18}");

  private final GsConnection connection;

  GsReads(GsConnection connection) {
    this.connection = connection;
  }

  OpenObject open(PhysicalAddress address, ReadOptions options) {
    GsAction action = GsAction.read(address);
    requireGenerations(action, options);
    HttpResponse response = connection.ask(action, () -> request(address, options).execute());
    try {
      return opened(address, options, action, response);
    } catch (BlockstoreException e) {
      connection.ask(
          action,
          () -> {
            response.disconnect();
            return response;
          });
      throw e;
    }
  }

  /**
   * @throws BlockstoreException CHANGED or NOT_FOUND when no object of this store can be meant
   */
  void requireGenerations(GsAction action, ReadOptions options) {
    options.etag().filter(etag -> !isGeneration(etag)).ifPresent(_ -> fail(action, changed()));
    options
        .version()
        .filter(version -> !isGeneration(version))
        .ifPresent(_ -> fail(action, Diagnosis.of(Kind.NOT_FOUND, "there is no such version")));
  }

  private HttpRequest request(PhysicalAddress address, ReadOptions options) throws IOException {
    String url = connection.settings().endpoint() + GsAddresses.path(address);
    String query = options.version().map(version -> "?generation=" + version).orElse("");
    HttpRequest request =
        connection.data().getRequestFactory().buildGetRequest(new GenericUrl(url + query, true));
    // Bytes as they were written: nothing is unpacked on the way, neither there nor here.
    request.setResponseReturnRawInputStream(true);
    HttpHeaders headers = request.getHeaders();
    headers.setAcceptEncoding("gzip");
    options.range().ifPresent(range -> headers.setRange(header(range)));
    if (options.version().isEmpty()) {
      options.etag().ifPresent(etag -> headers.set("x-goog-if-generation-match", etag));
    }
    connection.encrypt(request);
    return request;
  }

  private OpenObject opened(
      PhysicalAddress address, ReadOptions options, GsAction action, HttpResponse response) {
    HttpHeaders headers = response.getHeaders();
    if (!GsObjects.isDescribed(headers)) {
      fail(action, GsFailures.notGoogle());
    }
    long length = headers.getContentLength();
    Optional<String> part = Optional.ofNullable(headers.getContentRange());
    long size = part.map(GsReads::size).orElse(length);
    if (options.range().isPresent() && part.isEmpty()) {
      throw noPart(action, options.range().get(), size);
    }
    ObjectInfo info = GsObjects.of(address, size, headers);
    // The answer says which object it is of, so nothing depends on whether the store looked.
    options
        .etag()
        .filter(etag -> !etag.equals(info.etag()))
        .ifPresent(_ -> fail(action, changed()));
    return new OpenObject(
        info,
        length,
        connection.ask(action, () -> new GsBody(response, length, action, connection.failures())),
        Optional.empty());
  }

  /** A whole object came where a part was asked for. */
  private BlockstoreException noPart(GsAction action, ByteRange range, long size) {
    return connection
        .failures()
        .failure(
            action,
            range.offset() >= size
                ? Diagnosis.of(
                    Kind.RANGE_NOT_SATISFIABLE, "the range begins behind the object's end")
                : Diagnosis.of(Kind.UNSUPPORTED, "the store gives no parts of the object"),
            null);
  }

  private void fail(GsAction action, Diagnosis diagnosis) {
    throw connection.failures().failure(action, diagnosis, null);
  }

  private static Diagnosis changed() {
    return Diagnosis.of(Kind.CHANGED, "it is not the object that was asked for any more");
  }

  private static boolean isGeneration(String text) {
    return GENERATION.matcher(text).matches();
  }

  private static String header(ByteRange range) {
    long last = range.offset() + range.length() - 1;
    return "bytes="
        + range.offset()
        + "-"
        + (last >= Long.MAX_VALUE - 1 && range.length() > 1 ? "" : Long.toString(last));
  }

  /** The whole object's, from {@code bytes 0-9/100}. */
  private static long size(String contentRange) {
    return Long.parseLong(contentRange.substring(contentRange.indexOf('/') + 1));
  }
}
