package io.anabranch.blockstore.lakefs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.http.HttpFailures;
import io.anabranch.outgoing.OutgoingClient;
import io.anabranch.outgoing.OutgoingRequest;
import io.anabranch.outgoing.OutgoingResponse;
import io.anabranch.outgoing.UrlPath;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The other server's API, as far as it is needed. Safe for use by many threads. */
final class Api {

  /** A page of a thousand objects has a few MiB at most. */
  private static final long MAXIMUM_ANSWER_BYTES = 16 << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxDocumentLength(MAXIMUM_ANSWER_BYTES).build())
              .build());

  private final OutgoingClient client;
  private final String base;
  private final Map<String, String> headers;
  private final HttpFailures failures;

  /**
   * @param headers sent to the endpoint's own origin and to no other
   */
  Api(OutgoingClient client, URI endpoint, Map<String, String> headers, HttpFailures failures) {
    this.client = client;
    this.base = endpoint + "/api/v1/repositories";
    this.headers = headers;
    this.failures = failures;
  }

  /** Fails as the server does when it does not take the credentials, or is none. */
  void requireAccess() {
    String what = "list repositories";
    if (find(what, "?amount=1").isEmpty()) {
      throw failures.misplaced(what, "the server knows no repositories", null);
    }
  }

  Optional<JsonNode> findRepository(Location at) {
    return find("find repository " + at.repository(), repository(at));
  }

  /** The log from a ref on, of which the first commit will do. */
  Optional<JsonNode> findLog(Location at) {
    return find("find " + at.ref() + " in " + at.repository(), ref(at) + "/commits?amount=1");
  }

  Optional<JsonNode> findObject(Location at) {
    return find(
        "find " + at.address(), ref(at) + "/objects/stat?path=" + UrlPath.encode(at.path()));
  }

  /**
   * @param at whose path is what paths begin with
   */
  Optional<JsonNode> findPage(Location at, String after, String delimiter, int amount) {
    return find(
        "list " + at.address(),
        "%s/objects/ls?prefix=%s&after=%s&delimiter=%s&amount=%d&user_metadata=false"
            .formatted(
                ref(at),
                UrlPath.encode(at.path()),
                UrlPath.encode(after),
                UrlPath.encode(delimiter),
                amount));
  }

  /** Where the bytes of an object are. */
  URI bytes(Location at) {
    return URI.create(base + ref(at) + "/objects?path=" + UrlPath.encode(at.path()));
  }

  private static String repository(Location at) {
    return "/" + UrlPath.encode(at.repository());
  }

  private static String ref(Location at) {
    return repository(at) + "/refs/" + UrlPath.encode(at.ref());
  }

  /** Empty for what is not there. */
  private Optional<JsonNode> find(String what, String rest) {
    URI url = URI.create(base + rest);
    var request = new OutgoingRequest(OutgoingRequest.Method.GET, url, Map.of(), headers);
    try (OutgoingResponse response = client.send(request)) {
      requireNoRedirect(what, url, response);
      return switch (response.status()) {
        case 200 -> Optional.of(read(what, response));
        case 404 -> Optional.empty();
        case 400 ->
            throw failures.failure(Kind.INVALID_ADDRESS, what, "the server takes no such name");
        default -> throw failures.answered(what, response);
      };
    } catch (IOException e) {
      throw failures.unanswered(what, e);
    }
  }

  /** Credentials do not follow one to another origin, so its answer would say the wrong thing. */
  private void requireNoRedirect(String what, URI url, OutgoingResponse response) {
    URI from = response.url();
    if (!from.equals(url)) {
      throw failures.misplaced(
          what, "it is redirected to " + from.getScheme() + "://" + from.getAuthority(), null);
    }
  }

  /**
   * @throws BlockstoreException UNAVAILABLE when it is not JSON, or too much of it
   */
  private JsonNode read(String what, OutgoingResponse response) throws IOException {
    try (InputStream body = response.body()) {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw failures.misplaced(what, "the answer is not one of this API", e);
    }
  }
}
