package io.anabranch.blockstore.http;

import io.anabranch.outgoing.OutgoingSettings;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach files on a web server.
 *
 * @param endpoint all of them lie below it; a slash at its end may be left out. Without
 *     credentials, query and fragment.
 * @param headers sent to the endpoint's own origin and to no other, such as {@code Authorization}
 * @param keys all objects there are to list, in any order; empty for a store that cannot be listed
 */
public record HttpSettings(
    URI endpoint,
    Map<String, String> headers,
    Optional<Collection<String>> keys,
    OutgoingSettings outgoing) {

  public HttpSettings {
    headers = Map.copyOf(headers);
  }

  /** Without the headers' values, which are secrets. */
  @Override
  public String toString() {
    return "HttpSettings[" + endpoint + ", headers " + headers.keySet() + "]";
  }
}
