package io.anabranch.blockstore.http;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.ByteRange;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.outgoing.OutgoingClient;
import io.anabranch.outgoing.OutgoingRequest;
import io.anabranch.outgoing.OutgoingRequest.Method;
import io.anabranch.outgoing.OutgoingResponse;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks for files and judges the answers: what is given is just what was asked for. Safe for use by
 * many threads.
 */
public final class HttpFiles {

  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private static final ByteRange FIRST_BYTE = new ByteRange(0, 1);

  private final OutgoingClient client;
  private final Function<PhysicalAddress, URI> urls;
  private final Map<String, String> headers;
  private final HttpFailures failures;

  /**
   * @param urls where a file is; may fail as reading it does
   * @param headers sent to the URL's own origin and to no other
   */
  public HttpFiles(
      OutgoingClient client,
      Function<PhysicalAddress, URI> urls,
      Map<String, String> headers,
      HttpFailures failures) {
    this.client = client;
    this.urls = urls;
    this.headers = headers;
    this.failures = failures;
  }

  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    String what = "read " + address;
    OutgoingResponse response = send(Method.GET, address, what, conditions(options));
    try {
      ObjectInfo info = judge(address, options, what, response);
      long length =
          options.range().map(range -> range.lengthWithin(info.size())).orElse(info.size());
      return new OpenObject(
          info, length, new HttpBody(response, what, length, failures), Optional.empty());
    } catch (IOException e) {
      response.close();
      throw failures.unanswered(what, e);
    } catch (BlockstoreException e) {
      response.close();
      throw e;
    }
  }

  private static Map<String, String> conditions(ReadOptions options) {
    Map<String, String> conditions = new HashMap<>();
    options.range().ifPresent(range -> conditions.put("Range", ContentRange.header(range)));
    options.etag().flatMap(HttpInfo::condition).ifPresent(etag -> conditions.put("If-Match", etag));
    return conditions;
  }

  /** Whether the answer holds just what was asked for, of the file that was asked for. */
  private ObjectInfo judge(
      PhysicalAddress address, ReadOptions options, String what, OutgoingResponse response) {
    if (response.status() == RANGE_NOT_SATISFIABLE) {
      // A file that is shorter than it was is another one, which says more.
      options.etag().ifPresent(etag -> requireSame(etag, stat(address), what));
    }
    ObjectInfo info =
        switch (response.status()) {
          case OK -> whole(address, what, response);
          case PARTIAL_CONTENT -> part(address, what, response);
          default -> throw failures.answered(what, response);
        };
    options.etag().ifPresent(etag -> requireSame(etag, info, what));
    options.range().ifPresent(range -> requireRange(range, info, what, response));
    return info;
  }

  private ObjectInfo whole(PhysicalAddress address, String what, OutgoingResponse response) {
    long size =
        response
            .length()
            .orElseThrow(() -> failures.unusable(what, "the server tells no length of it"));
    return info(address, what, response, size);
  }

  private ObjectInfo part(PhysicalAddress address, String what, OutgoingResponse response) {
    ContentRange part =
        ContentRange.of(response)
            .orElseThrow(() -> failures.unusable(what, "the server does not tell which part"));
    return info(address, what, response, part.size());
  }

  private ObjectInfo info(
      PhysicalAddress address, String what, OutgoingResponse response, long size) {
    if (response.url().getPath().endsWith("/")) {
      throw failures.failure(Kind.NOT_FOUND, what, "there is a folder of that name, or a page");
    }
    return HttpInfo.of(address, response, size)
        .orElseThrow(
            () ->
                failures.unusable(
                    what,
                    "the server tells neither ETag nor Last-Modified, so a change would go"
                        + " unnoticed; have it send one"));
  }

  private void requireSame(String etag, ObjectInfo info, String what) {
    if (!info.etag().equals(etag)) {
      throw failures.changed(what);
    }
  }

  private void requireRange(
      ByteRange range, ObjectInfo info, String what, OutgoingResponse response) {
    long length = range.lengthWithin(info.size());
    if (length == 0) {
      throw failures.failure(
          Kind.RANGE_NOT_SATISFIABLE, what, "the range begins behind the file's end");
    }
    if (response.status() == OK && length != info.size()) {
      throw failures.unusable(what, "the server serves files only whole, and a part was asked for");
    }
    if (response.status() == PARTIAL_CONTENT
        && ContentRange.of(response).filter(part -> part.isAnswerTo(range)).isEmpty()) {
      throw failures.unusable(what, "the server gives another part than was asked for");
    }
  }

  ObjectInfo stat(PhysicalAddress address) {
    String what = "find " + address;
    try (OutgoingResponse response = send(Method.HEAD, address, what, Map.of())) {
      if (response.status() == OK && response.length().isPresent()) {
        return whole(address, what, response);
      }
      if (!isRefusal(response.status())) {
        throw failures.answered(what, response);
      }
    }
    return probe(address, what);
  }

  /** Of the method rather than of the file, or useless. */
  private static boolean isRefusal(int status) {
    return status == OK || status == 400 || status == 403 || status == 405 || status == 501;
  }

  /** Servers that answer no HEAD answer a GET of next to nothing. */
  private ObjectInfo probe(PhysicalAddress address, String what) {
    ReadOptions options = ReadOptions.range(FIRST_BYTE);
    try (OutgoingResponse response = send(Method.GET, address, what, conditions(options))) {
      return switch (response.status()) {
        case OK -> whole(address, what, response);
        case PARTIAL_CONTENT -> part(address, what, response);
        case RANGE_NOT_SATISFIABLE -> empty(address);
        default -> throw failures.answered(what, response);
      };
    }
  }

  /** A file without a first byte. */
  private ObjectInfo empty(PhysicalAddress address) {
    try (OpenObject whole = open(address, ReadOptions.WHOLE)) {
      return whole.info();
    }
  }

  private OutgoingResponse send(
      Method method, PhysicalAddress address, String what, Map<String, String> conditions) {
    OutgoingRequest request = new OutgoingRequest(method, urls.apply(address), conditions, headers);
    try {
      return client.send(request);
    } catch (IOException e) {
      throw failures.unanswered(what, e);
    }
  }
}
