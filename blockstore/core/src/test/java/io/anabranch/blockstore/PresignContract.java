package io.anabranch.blockstore;

import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNSUPPORTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every store promises that makes links, tried with a plain HTTP client that has no
 * credentials. A test class of its own extends it, since it needs a store that speaks HTTP.
 */
public abstract class PresignContract extends StoreCases {

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** What a server that stands in for the real store is known to get wrong about links. */
  protected enum LinkFault {
    /** It verifies no signature, so it serves links that were tampered with. */
    VERIFIES_NOTHING,
    /** It serves links that have expired. */
    NEVER_EXPIRES,
    /** It does not send the file name. */
    NO_FILE_NAME,
    /** It answers a range that begins at the end with no bytes instead of a refusal. */
    NO_REFUSED_RANGE,
    /** A link to read serves GET and nothing else. Real stores may do so too. */
    NO_HEAD,
    /** It does not tell the etag of what was written by a link. */
    NO_ETAG
  }

  /** Cases that only show a fault of such a server are left out. */
  protected Set<LinkFault> linkFaults() {
    return Set.of();
  }

  /** Headers that the store wants with a PUT beside what every client sends. */
  protected Map<String, String> putHeaders() {
    return Map.of();
  }

  // Reading

  @Test
  void aLinkReadsAnObjectOrARangeOfIt() throws Exception {
    byte[] bytes = bytes(10_000);
    put("data/object", bytes);
    URI link = links().get(at("data/object"), LIFE, "");

    HttpResponse<byte[]> whole = send(request(link));
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(bytes);
    HttpResponse<byte[]> part = send(request(link).header("Range", "bytes=10-19"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 10, 20));
    if (!linkFaults().contains(LinkFault.NO_REFUSED_RANGE)) {
      HttpResponse<byte[]> beyond = send(request(link).header("Range", "bytes=10000-"));
      assertThat(beyond.statusCode()).isEqualTo(416);
    }
  }

  @Test
  void aLinkTellsTheSizeByHead() throws Exception {
    assumeTrue(!linkFaults().contains(LinkFault.NO_HEAD));
    put("object", bytes(1234));
    HttpResponse<byte[]> head =
        send(request(links().get(at("object"), LIFE, "")).method("HEAD", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(1234);
  }

  @Test
  void aLinkNamesTheFile() throws Exception {
    assumeTrue(!linkFaults().contains(LinkFault.NO_FILE_NAME));
    put("object", bytes(10));
    for (String name : List.of("report.csv", "two words; \"quoted\".csv", "Fluß.csv")) {
      HttpResponse<byte[]> answer = send(request(links().get(at("object"), LIFE, name)));

      assertThat(answer.statusCode()).as(name).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Disposition"))
          .hasValueSatisfying(value -> assertThat(value).startsWith("attachment").contains(".csv"));
    }
  }

  @Test
  void oddKeysHaveLinksToo() throws Exception {
    for (String key : List.of("with space", "a+b&c=d?e#f;g", "50%/%2F", "日本語/ä", "quote'\"~")) {
      send200(request(links().put(at(key), LIFE)), key.getBytes(UTF_8));
      assertThat(read(key)).asString(UTF_8).isEqualTo(key);
      assertThat(send(request(links().get(at(key), LIFE, ""))).body())
          .asString(UTF_8)
          .isEqualTo(key);
    }
  }

  @Test
  void aLinkToNothingIsMadeAndFindsNothing() throws Exception {
    URI link = links().get(at("missing"), LIFE, "");

    assertThat(send(request(link)).statusCode()).isEqualTo(404);
  }

  // Writing

  @Test
  void aLinkWritesAnObject() throws Exception {
    put("object", bytes(5));
    for (int length : new int[] {0, 300_000}) {
      send200(request(links().put(at("object"), LIFE)), bytes(length));
      assertThat(Arrays.equals(read("object"), bytes(length))).isTrue();
    }
  }

  @Test
  void linksWriteTheParts() throws Exception {
    assumeTrue(store.multipart().isPresent() && !linkFaults().contains(LinkFault.NO_ETAG));
    MultipartUploads uploads = store.multipart().orElseThrow();
    String id = uploads.begin(at("object"), ObjectAttributes.NONE);
    byte[] first = bytes((int) Math.max(1000, uploads.limits().smallestBytes()));
    List<UploadedPart> parts = List.of(sendPart(id, 1, first), sendPart(id, 2, bytes(100)));
    fails(NOT_FOUND, () -> store.stat(at("object")));
    uploads.complete(at("object"), id, parts, false);

    byte[] whole = Arrays.copyOf(first, first.length + 100);
    System.arraycopy(bytes(100), 0, whole, first.length, 100);
    assertThat(Arrays.equals(read("object"), whole)).isTrue();
  }

  private UploadedPart sendPart(String id, int number, byte[] bytes) throws Exception {
    URI link;
    try {
      link = links().putPart(at("object"), id, number, LIFE);
    } catch (BlockstoreException e) {
      assertThat(e.kind()).isEqualTo(UNSUPPORTED);
      assumeTrue(false, "This store makes no links to parts");
      throw e;
    }
    HttpResponse<byte[]> answer = send200(request(link), bytes);
    String etag = answer.headers().firstValue("ETag").orElseThrow().replace("\"", "");
    return new UploadedPart(number, bytes.length, etag);
  }

  // What a link does not open

  @Test
  void aLinkExpires() throws Exception {
    assumeTrue(!linkFaults().contains(LinkFault.NEVER_EXPIRES));
    put("object", bytes(10));
    URI link = links().get(at("object"), Duration.ofSeconds(1), "");
    long end = System.nanoTime() + PATIENCE.toNanos();
    int status = send(request(link)).statusCode();
    while (status == 200 && System.nanoTime() < end) {
      status = send(request(link)).statusCode();
    }

    assertThat(status).as("refused at last").isBetween(400, 403);
  }

  @Test
  void aLinkOpensNoOtherObject() throws Exception {
    assumeTrue(!linkFaults().contains(LinkFault.VERIFIES_NOTHING));
    put("secret-one", bytes(10));
    put("secret-two", bytes(11));
    URI link = links().get(at("secret-one"), LIFE, "");
    URI other = URI.create(link.toString().replaceFirst("secret-one", "secret-two"));

    assertThat(other).isNotEqualTo(link);
    refused(request(other));
    refused(request(URI.create(link.toString().replaceFirst("[?].*", ""))));
  }

  @Test
  void aLinkDoesNothingElse() throws Exception {
    assumeTrue(!linkFaults().contains(LinkFault.VERIFIES_NOTHING));
    put("object", bytes(10));
    URI get = links().get(at("object"), LIFE, "");
    refused(put(request(get), bytes(20)));
    refused(request(get).DELETE());
    refused(request(links().put(at("object"), LIFE)).DELETE());

    assertThat(read("object")).isEqualTo(bytes(10));
  }

  @Test
  void noLinkLivesTooLong() {
    PresignedUrls links = links();
    Duration tooLong = links.longestLife().plusSeconds(1);

    assertThat(links.get(at("a"), links.longestLife(), "")).hasNoFragment();
    fails(UNSUPPORTED, () -> links.get(at("a"), tooLong, ""));
    fails(UNSUPPORTED, () -> links.put(at("a"), tooLong));
  }

  // Words for the above

  private PresignedUrls links() {
    return store.presignedUrls().orElseThrow();
  }

  private static HttpRequest.Builder request(URI link) {
    return HttpRequest.newBuilder(link).timeout(PATIENCE);
  }

  private HttpRequest.Builder put(HttpRequest.Builder request, byte[] bytes) {
    putHeaders().forEach(request::header);
    return request.PUT(BodyPublishers.ofByteArray(bytes));
  }

  private HttpResponse<byte[]> send200(HttpRequest.Builder request, byte[] bytes)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = send(put(request, bytes));
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isBetween(200, 201);
    return answer;
  }

  private static void refused(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    assertThat(send(request).statusCode()).isBetween(400, 403);
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }
}
