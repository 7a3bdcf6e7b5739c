package io.anabranch.server.usage;

import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Counts what the API answers, refusals too. */
@ServerFilter("/api/**")
final class CallFilter {

  private final Calls calls;

  CallFilter(Calls calls) {
    this.calls = calls;
  }

  @ResponseFilter
  void count() {
    calls.count();
  }
}
