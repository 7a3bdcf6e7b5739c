package io.anabranch.server.actions.run;

import io.anabranch.outgoing.OutgoingClient;
import io.anabranch.outgoing.OutgoingRequest;
import io.anabranch.outgoing.OutgoingResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Sends what hooks ask for. Where it may go is decided by the client's rules; answers are read up
 * to a bound. Safe for use by many threads.
 */
public final class HookRequests {

  private static final int MAX_ANSWER_BYTES = 1 << 16;

  private final OutgoingClient client;

  public HookRequests(OutgoingClient client) {
    this.client = client;
  }

  /**
   * @param body as text; what is beyond 64 KiB is left out
   */
  public record HookAnswer(int status, String body) {

    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  /**
   * Ends soon after the thread, which must be a virtual one, is interrupted.
   *
   * @throws HookFailure when there is no answer
   */
  public HookAnswer send(OutgoingRequest request) throws HookFailure, InterruptedException {
    // The body is not closed by itself: that would fetch what is left of it.
    try (OutgoingResponse response = client.send(request)) {
      byte[] bytes = response.body().readNBytes(MAX_ANSWER_BYTES);
      return new HookAnswer(response.status(), new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      String problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new HookFailure("the request to %s failed: %s".formatted(request, problem), e);
    }
  }
}
