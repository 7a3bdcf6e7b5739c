package io.anabranch.server.collection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.server.stores.Xid;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.ref.Names;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a walk over all branches goes on.
 *
 * @param branch in the middle of which it stopped, or before which
 * @param path the last one that was looked at; empty for none of the branch
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record Mark(String runId, String branch, String path) {

  /** Whoever makes up a token may leave something out. */
  Mark {
    runId = Objects.requireNonNullElse(runId, "");
    branch = Objects.requireNonNullElse(branch, "");
    path = Objects.requireNonNullElse(path, "");
  }

  /** The least path to look at. */
  Key from() {
    return path.isEmpty() ? Key.EMPTY : Key.of(path).next();
  }

  String token(JsonMapper json) {
    try {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(json.writeValueAsBytes(this));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws Invalid when the text is no token: parts of it become names of files. */
  static Mark parse(String token, JsonMapper json) {
    try {
      @Nullable Mark mark =
          json.readValue(Base64.getUrlDecoder().decode(token.getBytes(UTF_8)), Mark.class);
      if (mark == null || Xid.findTime(mark.runId()).isEmpty()) {
        throw invalid(null);
      }
      Names.branch(mark.branch());
      Names.partOfPath(mark.path());
      return mark;
    } catch (IllegalArgumentException | IOException e) {
      throw invalid(e);
    }
  }

  private static FailureException invalid(@Nullable Exception cause) {
    return new FailureException(
        new Failure.Invalid("invalid continuation token: send the one that was answered"), cause);
  }
}
