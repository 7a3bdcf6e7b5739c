package io.anabranch.server.wiring;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.http.HttpSettings;
import io.anabranch.outgoing.OutgoingSettings;
import io.anabranch.server.config.HttpStoreSettings;
import io.anabranch.server.stores.WebAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what was configured of a web server into what its adapter needs. */
final class HttpDefinitions {

  /** They are held in memory. */
  private static final int MOST_URLS = 1_000_000;

  private HttpDefinitions() {}

  /**
   * Reads the list of URLs.
   *
   * @throws BlockstoreException when it cannot be read, or has a line that is no URL of the store
   */
  static HttpSettings settings(HttpStoreSettings http, OutgoingSettings outgoing) {
    return new HttpSettings(http.endpoint(), headers(http), keys(http), outgoing);
  }

  private static Map<String, String> headers(HttpStoreSettings http) {
    Map<String, String> headers = new HashMap<>();
    http.headers().forEach((name, value) -> headers.put(name, value.reveal()));
    http.bearerToken().ifPresent(token -> headers.put("Authorization", "Bearer " + token.reveal()));
    return headers;
  }

  private static Optional<Collection<String>> keys(HttpStoreSettings http) {
    if (http.urls().isEmpty() && http.urlsFile().isEmpty()) {
      return Optional.empty();
    }
    List<String> keys = new ArrayList<>();
    http.urls().forEach(url -> keys.add(key(http, url)));
    http.urlsFile().ifPresent(file -> readKeys(http, file, keys));
    return Optional.of(keys);
  }

  private static void readKeys(HttpStoreSettings http, Path file, List<String> keys) {
    try (Stream<String> lines = Files.lines(file)) {
      lines
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .limit(MOST_URLS + 1L)
          .forEach(line -> keys.add(key(http, line)));
    } catch (IOException | UncheckedIOException e) {
      throw unusable("urls_file " + file + " cannot be read; check that it is there, in UTF-8", e);
    }
    if (keys.size() > MOST_URLS) {
      throw unusable("urls_file " + file + " has more than " + MOST_URLS + " URLs", null);
    }
  }

  private static String key(HttpStoreSettings http, String url) {
    return WebAddresses.key(http, url)
        .orElseThrow(
            () ->
                unusable("`" + url + "` of its URLs names no file below " + http.endpoint(), null));
  }

  private static BlockstoreException unusable(String why, @Nullable Exception cause) {
    return new BlockstoreException(Kind.UNAVAILABLE, false, why, cause);
  }
}
