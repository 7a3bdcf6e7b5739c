package io.anabranch.server.events;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.server.config.Secret;
import io.anabranch.server.config.SinkSettings;
import io.anabranch.server.events.Receiver.Mood;
import io.anabranch.server.postgres.EventTable.Event;
import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.history.RefKind;
import io.anabranch.versioning.history.RefMove;
import io.anabranch.versioning.model.CommitId;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinksTest {

  @TempDir Path folder;

  private static Event event(int number) {
    var move =
        new RefMove(
            number,
            RefKind.BRANCH,
            "main",
            null,
            new CommitId("0".repeat(64)),
            new Cause(Operation.CHERRY_PICK, "ä", "one\n\"two\""),
            Instant.parse("2026-01-02T03:04:05.678901Z"));
    return new Event(number, "rivers", move);
  }

  @Test
  void eventsAreLinesOfJson() {
    assertThat(EventJson.line(event(7)))
        .isEqualTo(
            "{\"id\":\"7\",\"time\":\"2026-01-02T03:04:05.678901Z\",\"repository\":\"rivers\","
                + "\"ref_type\":\"branch\",\"ref\":\"main\",\"operation\":\"cherry-pick\","
                + "\"user\":\"ä\",\"message\":\"one\\n\\\"two\\\"\",\"commit_after\":\""
                + "0".repeat(64)
                + "\"}");
    assertThat(EventJson.batch(List.of())).isEqualTo("{\"events\":[]}");
  }

  @Test
  void fullFilesAreKeptUpToANumber() throws Exception {
    Path path = folder.resolve("events.jsonl");
    var sink = new FileSink(new SinkSettings.File("file", path, 1, 2));
    for (int i = 1; i <= 4; i++) {
      sink.tell(List.of(event(i), event(10 + i)));
    }
    assertThat(folder)
        .isDirectoryContaining("glob:**/events.jsonl")
        .isDirectoryContaining("glob:**/events.jsonl.1")
        .isDirectoryContaining("glob:**/events.jsonl.2")
        .isDirectoryNotContaining("glob:**/events.jsonl.3");
    assertThat(Files.readAllLines(path).getFirst()).startsWith("{\"id\":\"4\"");
    assertThat(Files.readAllLines(folder.resolve("events.jsonl.2")).getLast())
        .startsWith("{\"id\":\"12\"");
  }

  @Test
  void whatWasCutOffIsWrittenOver() throws Exception {
    Path path = folder.resolve("events.jsonl");
    Files.writeString(path, "{\"id\":\"0\"}\n{\"id\":\"" + "9".repeat(100_000));
    new FileSink(new SinkSettings.File("file", path, 0, 2)).tell(List.of(event(1)));
    assertThat(Files.readAllLines(path))
        .containsExactly("{\"id\":\"0\"}", EventJson.line(event(1)));
  }

  @Test
  void aFileThatCannotBeWrittenSaysSo() {
    Path path = folder.resolve("none/events.jsonl");
    var sink = new FileSink(new SinkSettings.File("file", path, 0, 2));
    assertThatThrownBy(() -> sink.tell(List.of(event(1))))
        .isInstanceOf(SinkException.class)
        .hasMessageContaining(path.toString());
  }

  @Test
  void aFileHasOneWriterAtATime() throws Exception {
    Path path = folder.resolve("events.jsonl");
    var sink = new FileSink(new SinkSettings.File("file", path, 0, 2));
    try (var file = FileChannel.open(path, CREATE, WRITE);
        var _ = file.lock()) {
      assertThatThrownBy(() -> sink.tell(List.of(event(1))))
          .isInstanceOf(SinkException.class)
          .hasMessageContaining("written by another");
    }
    sink.tell(List.of(event(1)));
    assertThat(Files.readAllLines(path)).hasSize(1);
  }

  @Test
  void aReceiverMustTakeThemItself() throws Exception {
    try (var receiver = new Receiver();
        var sink = webhook(receiver, List.of("127.0.0.1"))) {
      receiver.mood = Mood.FAILS;
      refused(sink, "status 503");
      receiver.mood = Mood.HANGS;
      refused(sink, "was not answered within PT0.3S");
      receiver.mood = Mood.REDIRECTS;
      refused(sink, "is redirected");
      sink.tell(List.of(event(1)));
      assertThat(receiver.taken().getLast().body())
          .isEqualTo("{\"events\":[" + EventJson.line(event(1)) + "]}");
    }
  }

  @Test
  void addressesNobodyAllowedAreNotAsked() throws Exception {
    try (var receiver = new Receiver();
        var sink = webhook(receiver, List.of())) {
      refused(sink, "127.0.0.1");
      assertThat(receiver.asked).hasValue(0);
    }
  }

  /** RFC 4231, test case 2. */
  @Test
  void signaturesAreThoseOfTheStandard() {
    assertThat(Signature.of("what do ya want for nothing?", new Secret("Jefe")))
        .isEqualTo("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  private static WebhookSink webhook(Receiver receiver, List<String> allowed) {
    return new WebhookSink(
        new SinkSettings.Webhook(
            "hook", receiver.url(), Optional.empty(), allowed, Duration.ofMillis(300)));
  }

  private static void refused(WebhookSink sink, String reason) {
    assertThatThrownBy(() -> sink.tell(List.of(event(1))))
        .isInstanceOf(SinkException.class)
        .hasMessageContaining(reason);
  }
}
