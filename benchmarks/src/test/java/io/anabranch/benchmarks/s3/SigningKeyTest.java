package io.anabranch.benchmarks.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SigningKeyTest {

  private static final Keys KEYS =
      new Keys(
          URI.create("http://127.0.0.1:8000"),
          "AKIAIOSFODNN7EXAMPLE",
          "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

  /** The example of the protocol's documentation. */
  @Test
  void signsAsTheProtocolHasIt() {
    var key = SigningKey.of(KEYS, Instant.parse("2013-05-24T00:00:00Z"));
    var request =
        """
        GET
        /test.txt

        host:examplebucket.s3.amazonaws.com
        range:bytes=0-9
        x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
        x-amz-date:20130524T000000Z

        host;range;x-amz-content-sha256;x-amz-date
        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855""";
    // Twice, since it is used again and again.
    for (int i = 0; i < 2; i++) {
      assertThat(key.sign(ByteBuffer.wrap(request.getBytes(ISO_8859_1))))
          .isEqualTo("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }
  }

  @Test
  void fillsInTheNumberAndItsSignature() {
    var request =
        SignedTemplate.of(
            KEYS, "GET", "/r/main/{number##}", "", new byte[0], SignedTemplate.UNSIGNED);
    String first = text(request.with(1));
    String second = text(request.with(2));
    assertThat(first)
        .startsWith("GET /r/main/0000000001 HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n")
        .containsPattern("Signature=[0-9a-f]{64}\r\nContent-Length: 0\r\n\r\n$");
    assertThat(signature(second)).isNotEqualTo(signature(first));
    assertThat(text(request.with(1))).isEqualTo(first);
  }

  private static String text(ByteBuffer bytes) {
    return ISO_8859_1.decode(bytes.duplicate()).toString();
  }

  private static String signature(String request) {
    return request.substring(request.indexOf("Signature="));
  }
}
