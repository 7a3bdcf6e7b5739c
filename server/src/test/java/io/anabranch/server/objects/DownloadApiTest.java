package io.anabranch.server.objects;

import static io.anabranch.server.testing.ApiClient.encode;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient.Answer;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedServer.class)
class DownloadApiTest {

  private static final String TEXT = "0123456789";
  private static final String MD5 = "\"781e5e245d69b566979b86e28d23f2c7\"";

  private final TestRepository repository;

  DownloadApiTest(TestServer server) {
    this.repository = TestRepository.create(server.client());
    repository.upload("main", "ten", TEXT, "Content-Type", "text/plain").expect(201);
  }

  @Test
  void describesWhatItSends() {
    Answer whole = repository.read("main", "ten").expect(200);
    assertThat(whole.text()).isEqualTo(TEXT);
    assertThat(whole.header("Content-Length")).isEqualTo("10");
    assertThat(whole.header("Content-Security-Policy")).isEqualTo("default-src 'none'");
    describes(whole);
    Answer head = repository.client().head(path("ten")).expect(200, "headObject");
    assertThat(head.header("Content-Length")).isEqualTo("10");
    assertThat(head.header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(head.response().headers().firstValue("Content-Security-Policy")).isEmpty();
    describes(head);
    repository.upload("main", "page", "<p>", "Content-Type", "text/html; charset=utf-8");
    Answer page = repository.read("main", "page").expect(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("Content-Disposition")).isEqualTo("attachment");
  }

  private static void describes(Answer answer) {
    assertThat(answer.header("ETag")).isEqualTo(MD5);
    assertThat(answer.header("Last-Modified")).matches("\\w{3}, \\d\\d \\w{3} \\d{4} .* GMT");
    assertThat(answer.header("Content-Type")).isEqualTo("text/plain");
    assertThat(answer.header("Content-Disposition")).isEqualTo("inline");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store, must-revalidate");
    assertThat(answer.header("Expires")).isEqualTo("0");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Request-Id")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0,0,0-0",
    "bytes=2-4,234,2-4",
    "bytes=7-,789,7-9",
    "bytes=-3,789,7-9",
    "bytes=8-99,89,8-9",
    "bytes=-99,0123456789,0-9"
  })
  void sendsRanges(String range, String text, String sent) {
    Answer part = repository.read("main", "ten", "Range", range).expect(206);
    assertThat(part.text()).isEqualTo(text);
    assertThat(part.header("Content-Range")).isEqualTo("bytes " + sent + "/10");
    assertThat(part.header("Content-Length")).isEqualTo(String.valueOf(text.length()));
    assertThat(part.header("ETag")).isEqualTo(MD5);
    Answer head = repository.client().head(path("ten"), "Range", range).expect(206, "headObject");
    assertThat(head.header("Content-Range")).isEqualTo("bytes " + sent + "/10");
    assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(text.length()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999999-"})
  void refusesRangesBeyondTheEnd(String range) {
    Answer refused = repository.read("main", "ten", "Range", range).expect(416, "getObject");
    assertThat(refused.header("Content-Range")).isEqualTo("bytes */10");
    assertThat(repository.client().head(path("ten"), "Range", range).status()).isEqualTo(416);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=", "bytes=a-b", "bytes=-", "items=0-1", "bytes=4-2", "0-1"})
  void refusesMalformedRanges(String range) {
    repository.read("main", "ten", "Range", range).expect(400, "getObject");
  }

  @Test
  void sendsNothingThatTheClientHas() {
    Answer same = repository.read("main", "ten", "If-None-Match", MD5).expect(304);
    assertThat(same.bytes()).isEmpty();
    assertThat(same.header("ETag")).isEqualTo(MD5);
    repository.read("main", "ten", "If-None-Match", "\"other\"").expect(200);
  }

  @Test
  void sendsEmptyObjects() {
    repository.upload("main", "empty", "").expect(201);
    Answer empty = repository.read("main", "empty").expect(200);
    assertThat(empty.bytes()).isEmpty();
    assertThat(empty.header("Content-Length")).isEqualTo("0");
    repository.read("main", "empty", "Range", "bytes=0-").expect(416);
    repository.client().head(path("empty")).expect(200, "headObject");
  }

  @Test
  void knowsWhatIsMissing() {
    repository.read("main", "none").expect(404, "getObject");
    repository.read("none", "ten").expect(404, "getObject");
    repository.read("main@", "ten").expect(404, "getObject");
    assertThat(repository.client().head(path("none")).status()).isEqualTo(404);
    repository.stat("main", "none").expect(404, "statObject");
  }

  @Test
  void saysThatBytesAreGoneFromTheStore() throws IOException {
    String address = repository.stat("main", "ten").json().path("physical_address").asText();
    Files.delete(Path.of(URI.create(address).getPath()));
    Answer gone = repository.read("main", "ten").expect(410, "getObject");
    assertThat(gone.message()).contains("hot");
    repository.stat("main", "ten").expect(200, "statObject");
    repository
        .post("/branches/main/objects/copy?dest_path=copy", Map.of("src_path", "ten"))
        .expect(410, "copyObject");
  }

  private String path(String path) {
    return repository.path("/refs/main/objects?path=" + encode(path));
  }
}
