package io.anabranch.server.events;

import io.anabranch.server.postgres.EventTable.Event;
import java.time.Duration;
import java.util.List;

/** Somebody who is told of changes of refs, by one thread at a time. */
public interface EventSink extends AutoCloseable {

  String name();

  /** How long it may take to tell it a batch of events. */
  Duration limit();

  /**
   * Tells it. When this returns, the events are not lost any more. It may be told the same events
   * again.
   *
   * @throws SinkException when it may not have taken all of them
   */
  void tell(List<Event> events) throws SinkException, InterruptedException;

  /** Cuts off what it is being told. */
  @Override
  void close();
}
