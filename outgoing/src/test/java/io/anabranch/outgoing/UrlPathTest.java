package io.anabranch.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain/file.csv",
        "with space+and&a?b#c;d=%25%2F",
        "%",
        "日本語/キー",
        "smile-😀",
        "a\u0308",
        "tab\tnewline\nquote'\"<>|*:\\",
        "~-_.!"
      })
  void whatIsEncodedIsReadBack(String plain) {
    String encoded = UrlPath.encode(plain);

    assertThat(UrlPath.decode(encoded)).contains(plain);
    assertThat(URI.create("http://host/" + encoded).getPath()).isEqualTo("/" + plain);
  }

  @Test
  void whatShouldHaveBeenEncodedStandsForItself() {
    assertThat(UrlPath.decode("a b+ü/c%20d")).contains("a b+ü/c d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a?b", "a#b", "a%2Fb", "a%2fb", "%", "%zz", "%ff", "a%"})
  void someUrlsWriteNoName(String encoded) {
    assertThat(UrlPath.decode(encoded)).isEmpty();
  }
}
