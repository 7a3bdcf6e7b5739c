package io.anabranch.server.s3gateway.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples that Amazon's documentation computes. */
class AwsExamplesTest {

  private static final Instant MAY_2013 = Instant.parse("2013-05-24T00:00:00Z");
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void getObject() {
    var request =
        v4("GET", "/test.txt").header("Range", "bytes=0-9").header("x-amz-content-sha256", EMPTY);
    assertAccepted(
        request,
        "host;range;x-amz-content-sha256;x-amz-date",
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void putObject() {
    var request =
        v4("PUT", "/test$file.text")
            .header("Date", "Fri, 24 May 2013 00:00:00 GMT")
            .header("x-amz-storage-class", "REDUCED_REDUNDANCY")
            .header(
                "x-amz-content-sha256",
                "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072")
            .body("Welcome to Amazon S3.".getBytes(US_ASCII));
    assertAccepted(
        request,
        "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @ParameterizedTest
  @CsvSource({
    "/?lifecycle, fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    "/?max-keys=2&prefix=J, 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    "/?prefix=J&max-keys=2, 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
  })
  void bucket(String target, String signature) {
    var request = v4("GET", target).header("x-amz-content-sha256", EMPTY);
    assertAccepted(request, "host;x-amz-content-sha256;x-amz-date", signature);
  }

  @Test
  void link() {
    var request =
        new TestRequest(
                "GET",
                "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                    + TestRequest.ACCESS_KEY
                    + "%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z"
                    + "&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature="
                    + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
            .header("Host", "examplebucket.s3.amazonaws.com");
    assertThat(request.refusal(MAY_2013.plusSeconds(86_400))).isEmpty();
  }

  @Test
  void chunks() throws IOException {
    var request =
        chunked(
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
                + "x-amz-decoded-content-length;x-amz-storage-class",
            "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
            "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
            "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
            "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
            "");
    assertThat(request.receive(MAY_2013)).hasSize(66_560).containsOnly('a');
  }

  /** Where the empty lines stand differs from client to client. */
  @ParameterizedTest
  @CsvSource({"'', '\r\n', '\r\n'", "'', '\n\r\n', '\r\n\r\n'", "'\r\n', '\r\n', ''"})
  void chunksWithTrailer(String before, String between, String after) throws IOException {
    var request =
        chunked(
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
                "content-encoding;host;x-amz-content-sha256;x-amz-date;"
                    + "x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer",
                "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
                "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
                "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
                "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
                before
                    + "x-amz-checksum-crc32c:sOO8/Q=="
                    + between
                    + "x-amz-trailer-signature:"
                    + "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n"
                    + after)
            .header("x-amz-trailer", "x-amz-checksum-crc32c");
    SignedParts parts = request.parts();
    Payload payload = Signature.parse(parts).verify(parts, TestRequest.SECRET, MAY_2013);
    var raw = new ByteArrayInputStream(request.body);
    assertThat(payload.length(OptionalLong.of(request.body.length))).hasValue(66_560);
    assertThat(payload.trailers()).isEmpty();
    assertThat(payload.open(raw, OptionalLong.empty()).readNBytes(66_560)).hasSize(66_560);
    assertThat(payload.trailers()).isEqualTo(Map.of("x-amz-checksum-crc32c", "sOO8/Q=="));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, johnsmith, /photos/puppy.jpg, '', 2007-03-27T19:36:42Z, bWq2s1WEIj+Ydj0vQ697zp+IXMU=",
    "PUT, johnsmith, /photos/puppy.jpg, image/jpeg, 2007-03-27T21:15:45Z,"
        + " MyyxeRY7whkBe+bq8fHCL/2kKUg=",
    "GET, johnsmith, /?prefix=photos&max-keys=50&marker=puppy, '', 2007-03-27T19:42:41Z,"
        + " htDYFYduRNen8P9ZfE/s9SuKy0U=",
    "GET, johnsmith, /?acl, '', 2007-03-27T19:44:46Z, c2WLPFtWHVgbEmeEG93a4cG37dM=",
    "GET, , /, '', 2007-03-28T01:29:59Z, qGdzdERIC03wnaRNKh6OqZehG9s=",
    "GET, , /dictionary/fran%C3%A7ais/pr%c3%a9f%c3%a8re, '', 2007-03-28T01:49:49Z,"
        + " DNEZGsoieTZ92F3bUfSPQcbGmlM="
  })
  void versionTwo(
      String method, String bucket, String target, String type, Instant time, String signature) {
    var request = new TestRequest(method, target).header("Host", "s3.amazonaws.com");
    request.bucket = Optional.ofNullable(bucket);
    if (!type.isEmpty()) {
      request.header("Content-Type", type).header("Content-Length", "94328");
    }
    request
        .header("Date", TestSigner.httpDate(time).replace("GMT", "+0000"))
        .header("Authorization", "AWS " + TestRequest.ACCESS_KEY + ":" + signature);
    assertThat(request.refusal(time)).isEmpty();
  }

  @Test
  void versionTwoWithHeaders() {
    Instant time = Instant.parse("2007-03-27T21:06:08Z");
    var request =
        new TestRequest("PUT", "/db-backup.dat.gz")
            .header("Host", "static.johnsmith.net:8080")
            .header("Date", "Tue, 27 Mar 2007 21:06:08 +0000")
            .header("x-amz-acl", "public-read")
            .header("content-type", "application/x-download")
            .header("Content-MD5", "4gJE4saaMU4BqNR0kLY+lw==")
            .header("X-Amz-Meta-ReviewedBy", "joe@johnsmith.net", "jane@johnsmith.net")
            .header("X-Amz-Meta-FileChecksum", "0x02661779")
            .header("X-Amz-Meta-ChecksumAlgorithm", "crc32")
            .header("Content-Disposition", "attachment; filename=database.dat")
            .header(
                "Authorization", "AWS " + TestRequest.ACCESS_KEY + ":ilyl83RwaSoYIEdixDQcA4OnAnc=");
    request.bucket = Optional.of("static.johnsmith.net");
    assertThat(request.refusal(time)).isEmpty();
  }

  @Test
  void versionTwoLink() {
    var request =
        new TestRequest(
                "GET",
                "/photos/puppy.jpg?AWSAccessKeyId="
                    + TestRequest.ACCESS_KEY
                    + "&Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D&Expires=1175139620")
            .header("Host", "johnsmith.s3.amazonaws.com");
    request.bucket = Optional.of("johnsmith");
    assertThat(request.refusal(Instant.ofEpochSecond(1_175_139_620))).isEmpty();
  }

  private static TestRequest v4(String method, String target) {
    return new TestRequest(method, target)
        .header("Host", "examplebucket.s3.amazonaws.com")
        .header("x-amz-date", "20130524T000000Z");
  }

  private static void assertAccepted(TestRequest request, String signedHeaders, String signature) {
    authorize(request, signedHeaders, signature);
    assertThat(request.refusal(MAY_2013)).isEmpty();
  }

  private static void authorize(TestRequest request, String signedHeaders, String signature) {
    request.header(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential="
            + TestRequest.ACCESS_KEY
            + "/20130524/us-east-1/s3/aws4_request,SignedHeaders="
            + signedHeaders
            + ", Signature="
            + signature);
  }

  private static TestRequest chunked(
      String hash,
      String signedHeaders,
      String seed,
      String first,
      String second,
      String last,
      String trailer)
      throws IOException {
    var body = new ByteArrayOutputStream();
    body.write(("10000;chunk-signature=" + first + "\r\n").getBytes(US_ASCII));
    body.write("a".repeat(65_536).getBytes(US_ASCII));
    body.write(("\r\n400;chunk-signature=" + second + "\r\n").getBytes(US_ASCII));
    body.write("a".repeat(1_024).getBytes(US_ASCII));
    body.write(("\r\n0;chunk-signature=" + last + "\r\n").getBytes(US_ASCII));
    body.write((trailer.isEmpty() ? "\r\n" : trailer).getBytes(US_ASCII));
    var request =
        new TestRequest("PUT", "/examplebucket/chunkObject.txt")
            .header("Host", "s3.amazonaws.com")
            .header("x-amz-date", "20130524T000000Z")
            .header("x-amz-storage-class", "REDUCED_REDUNDANCY")
            .header("x-amz-content-sha256", hash)
            .header("Content-Encoding", "aws-chunked")
            .header("x-amz-decoded-content-length", "66560")
            .header("Content-Length", "66824")
            .body(body.toByteArray());
    authorize(request, signedHeaders, seed);
    return request;
  }
}
