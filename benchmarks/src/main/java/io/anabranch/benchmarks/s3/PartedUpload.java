package io.anabranch.benchmarks.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.anabranch.benchmarks.load.http.HttpConnection;
import io.anabranch.benchmarks.load.http.HttpConnection.Answer;
import io.anabranch.benchmarks.load.http.NumberedRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One large object in parts, all of the same bytes. A client that does as it is told: when the
 * server is busy, it waits and sends the part again.
 *
 * @param path of the object
 * @param part its bytes
 * @param etag of a part, without quotes
 * @param waits counted, of all uploads together
 */
record PartedUpload(
    Keys keys, String path, ByteBuffer part, String etag, int parts, AtomicLong waits) {

  private static final Pattern ID = Pattern.compile("<UploadId>([^<]+)</UploadId>");
  private static final int MOST_WAITS = 100;
  private static final byte[] NOTHING = new byte[0];

  void run() throws IOException, InterruptedException {
    try (var connection = new HttpConnection(keys.address())) {
      String upload = begin(connection);
      for (int number = 1; number <= parts; number++) {
        String query = "partNumber=%d&uploadId=%s".formatted(number, upload);
        var head = SignedTemplate.head(keys, "PUT", path, query, part.remaining());
        patiently(connection, () -> connection.exchange(head.with(0), part, 1));
      }
      complete(connection, upload);
    }
  }

  private String begin(HttpConnection connection) throws IOException, InterruptedException {
    var request = post("uploads=", NOTHING);
    var body = new StringBuilder();
    patiently(
        connection,
        () -> {
          Answer answer = connection.ask(request.with(0));
          body.replace(0, body.length(), answer.body());
          return answer.status();
        });
    Matcher id = ID.matcher(body);
    if (!id.find()) {
      throw new IOException("there is no id of an upload in " + body);
    }
    return id.group(1);
  }

  private void complete(HttpConnection connection, String upload)
      throws IOException, InterruptedException {
    var xml = new StringBuilder("<CompleteMultipartUpload>");
    for (int number = 1; number <= parts; number++) {
      xml.append("<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>".formatted(number, etag));
    }
    var request =
        post(
            "uploadId=" + upload,
            xml.append("</CompleteMultipartUpload>").toString().getBytes(ISO_8859_1));
    patiently(
        connection,
        () -> {
          // It may say only in its body that it failed.
          Answer answer = connection.ask(request.with(0));
          if (answer.status() == 200 && !answer.body().contains("CompleteMultipartUploadResult")) {
            throw new IOException(answer.body());
          }
          return answer.status();
        });
  }

  private NumberedRequest post(String query, byte[] body) {
    return SignedTemplate.of(keys, "POST", path, query, body, SignedTemplate.sha256(body));
  }

  @FunctionalInterface
  private interface Exchange {
    int status() throws IOException;
  }

  private void patiently(HttpConnection connection, Exchange exchange)
      throws IOException, InterruptedException {
    for (int waited = 0; true; waited++) {
      int status = exchange.status();
      if (status == 200) {
        return;
      }
      if ((status != 503 && status != 429)
          || connection.retryAfter().isZero()
          || waited == MOST_WAITS) {
        throw new IOException("got " + status);
      }
      waits.incrementAndGet();
      Thread.sleep(connection.retryAfter());
    }
  }
}
