package io.anabranch.server.objects;

import io.micronaut.http.HttpHeaders;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** User metadata as upload headers carry it. */
final class UserMetadata {

  private static final String USER = "x-lakefs-meta-";
  private static final String INTERNAL = "x-lakefs-internal-";

  private UserMetadata() {}

  /** Keys are lower-cased; those of the clients themselves get the prefix {@code ::lakefs::}. */
  static SortedMap<String, String> of(HttpHeaders headers) {
    var metadata = new TreeMap<String, String>();
    for (String name : headers.names()) {
      String key = name.toLowerCase(Locale.ROOT);
      String value = headers.get(name);
      if (key.startsWith(USER)) {
        metadata.put(key.substring(USER.length()), value == null ? "" : value);
      } else if (key.startsWith(INTERNAL)) {
        metadata.put("::lakefs::" + key.substring(INTERNAL.length()), value == null ? "" : value);
      }
    }
    return metadata;
  }
}
