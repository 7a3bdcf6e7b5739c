package io.anabranch.server.command.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** Against a naive model of the API that can be told to fail at any call. */
final class SampleDataTest {

  @Test
  void showsTheDailyWorkOnBothStores() throws Exception {
    try (var server = new PretendedApi()) {
      String shown = make(server);
      assertThat(shown)
          .contains("sample-archive, on store archive", "commit  field-notes/PAL0910.csv to main")
          .contains("sample-hot, on store hot", "branch  complete-rows from v1")
          .contains("diff    changed penguins/dream.csv", "merge   complete-rows into main");
      assertThat(server.stores())
          .containsEntry("sample-hot", "hot")
          .containsEntry("sample-archive", "archive");
      assertThat(server.files("sample-archive", "as-collected"))
          .containsOnlyKeys(
              "field-notes/PAL0708.csv", "field-notes/PAL0809.csv", "field-notes/PAL0910.csv");
      assertThat(rows(server, "sample-archive", "as-collected")).isEqualTo(344);
      assertThat(rows(server, "sample-hot", "v1")).isEqualTo(344);
      assertThat(rows(server, "sample-hot", "v2")).isEqualTo(333);
    }
  }

  @Test
  void anyInterruptionCanBeRepeatedAndLeadsToTheSame() throws Exception {
    String expected;
    int calls;
    try (var server = new PretendedApi()) {
      make(server);
      expected = server.summary();
      calls = server.calls();
    }
    assertThat(calls).isGreaterThan(30);
    for (int failing = 1; failing <= calls; failing++) {
      // With and without the effect of the call that fails: a lost answer, a lost request.
      for (boolean effective : new boolean[] {true, false}) {
        try (var server = new PretendedApi()) {
          server.failAt(failing, effective);
          assertThatThrownBy(() -> make(server))
              .isInstanceOf(RestClient.UnexpectedAnswerException.class)
              .hasMessageContaining("answered with 503 out of order");
          make(server);
          assertThat(server.summary()).as("failed at call %d", failing).isEqualTo(expected);
        }
      }
    }
  }

  private static String make(PretendedApi server) throws IOException, InterruptedException {
    var shown = new ByteArrayOutputStream();
    try (var client = new RestClient(server.uri(), "id", "secret");
        var out = new PrintStream(shown, true, UTF_8)) {
      new SampleData(client, out).make();
    }
    return shown.toString(UTF_8);
  }

  private static long rows(PretendedApi server, String repository, String ref) {
    return server.files(repository, ref).values().stream()
        .mapToLong(content -> content.lines().count() - 1)
        .sum();
  }
}
