package io.anabranch.server.config;

/** What sinks of events there are. */
public enum SinkType {
  FILE,
  WEBHOOK
}
