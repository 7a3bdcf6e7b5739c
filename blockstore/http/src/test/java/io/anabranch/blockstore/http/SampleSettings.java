package io.anabranch.blockstore.http;

import io.anabranch.outgoing.AddressRules;
import io.anabranch.outgoing.OutgoingSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings for web servers on loopback. */
final class SampleSettings {

  private SampleSettings() {}

  static HttpSettings of(URI endpoint, Optional<Collection<String>> keys) {
    return of(endpoint, Map.of("Authorization", "Bearer the-token"), keys, List.of("127.0.0.1"));
  }

  static HttpSettings of(
      URI endpoint,
      Map<String, String> headers,
      Optional<Collection<String>> keys,
      List<String> allowed) {
    return new HttpSettings(
        endpoint,
        headers,
        keys,
        new OutgoingSettings(
            AddressRules.allowing(allowed),
            64,
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10)));
  }
}
