package io.anabranch.server.events;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.anabranch.outgoing.AddressRules;
import io.anabranch.outgoing.OutgoingClient;
import io.anabranch.outgoing.OutgoingRequest;
import io.anabranch.outgoing.OutgoingRequest.Body;
import io.anabranch.outgoing.OutgoingRequest.Method;
import io.anabranch.outgoing.OutgoingResponse;
import io.anabranch.outgoing.OutgoingSettings;
import io.anabranch.server.config.SinkSettings;
import io.anabranch.server.postgres.EventTable.Event;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/** A URL that batches of events are posted to; an answer of 2xx says that it took them. */
public final class WebhookSink implements EventSink {

  private static final String JSON = "application/json";

  private final SinkSettings.Webhook settings;
  private final OutgoingClient client;

  /** A receiver that sends byte after byte is cut off by interrupting who waits for it. */
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("event-webhook-", 0).factory());

  public WebhookSink(SinkSettings.Webhook settings) {
    this.settings = settings;
    Duration limit = settings.timeout();
    this.client =
        OutgoingClient.open(
            new OutgoingSettings(
                AddressRules.allowing(settings.allowedAddresses()), 1, limit, limit, limit));
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Duration limit() {
    return settings.timeout();
  }

  @Override
  public void tell(List<Event> events) throws SinkException, InterruptedException {
    OutgoingRequest request = request(EventJson.batch(events));
    Future<Integer> sent = threads.submit(() -> send(request));
    try {
      var _ = sent.get(settings.timeout().toMillis(), MILLISECONDS);
    } catch (TimeoutException e) {
      throw late(request, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SinkException told
          ? told
          : new SinkException(request + " failed: " + e.getCause(), e);
    } finally {
      sent.cancel(true);
    }
  }

  private SinkException late(OutgoingRequest request, Exception cause) {
    return new SinkException(request + " was not answered within " + settings.timeout(), cause);
  }

  private OutgoingRequest request(String body) {
    Map<String, String> headers =
        settings
            .secret()
            .map(secret -> Map.of(Signature.HEADER, Signature.of(body, secret)))
            .orElse(Map.of());
    return new OutgoingRequest(
        Method.POST, settings.url(), Map.of(), headers, new Body(JSON, body));
  }

  /**
   * A redirect can make a GET of a POST, whose answer says nothing about the events: where one
   * leads is to be configured instead.
   *
   * @return the status
   */
  private int send(OutgoingRequest request) throws SinkException {
    try (OutgoingResponse response = client.send(request)) {
      if (!response.url().equals(request.url())) {
        throw new SinkException(request + " is redirected: configure where to, as its url");
      }
      if (response.status() < 200 || response.status() > 299) {
        throw new SinkException(request + " was answered with status " + response.status());
      }
      return response.status();
    } catch (SocketTimeoutException e) {
      // Of the same length, so either of the two may be first.
      throw late(request, e);
    } catch (IOException e) {
      String problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new SinkException(request + " failed: " + problem, e);
    }
  }

  @Override
  public void close() {
    client.close();
    threads.shutdownNow();
  }
}
