package io.anabranch.server.s3gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.s3gateway.Wire.Answer;
import io.anabranch.server.s3gateway.signature.TestRequest;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Keys of every kind, spelled in every way that a URL allows: each is stored and read byte for
 * byte, also by REST, or is refused; and none leads out of its repository.
 */
@ExtendWith(SharedServer.class)
class KeysTest {

  private static final int CONNECTIONS = 4;
  private static final int MOST_BYTES = 1_024;

  private static final List<String> SEGMENTS =
      List.of(
          "",
          "",
          ".",
          "..",
          "...",
          "a",
          "b.txt",
          "%2e%2e",
          "%2F",
          "%",
          "%zz",
          "%25",
          "+",
          " ",
          "a b",
          "a+b",
          "ü",
          "u\u0308",
          "\uD83D\uDE00",
          "\\",
          "..\\..",
          "*",
          "?",
          "#",
          "&=;",
          ":@",
          "~",
          "'\"",
          "<>|^`{}[]",
          "\u0001",
          "\t",
          "\n",
          "\r\n",
          "\u007f",
          "\u0085",
          "\u200b",
          "\u202e",
          "\ufeff",
          "\uffff",
          "_lakefs",
          "data",
          "etc",
          "api",
          "v1",
          "%00",
          "\0");

  private final TestServer server;
  private final TestRepository repository;
  private final S3User user;

  KeysTest(TestServer server) {
    this.server = server;
    this.repository = TestRepository.create(server.client());
    this.user = S3User.first(server);
  }

  @Test
  void areStoredAsTheyAreOrRefused() throws Exception {
    run(1_200);
  }

  @Test
  @Tag("nightly")
  void areStoredAsTheyAreOrRefusedEachTime() throws Exception {
    run(10_000);
  }

  private void run(int count) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    List<String> keys = keys(new Random(seed), count);
    Set<Path> before = elsewhere();
    Set<String> stored = new TreeSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<String>>> all = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        List<String> some = keys.subList(count * i / CONNECTIONS, count * (i + 1) / CONNECTIONS);
        Random random = new Random(seed + i);
        all.add(threads.submit((Callable<List<String>>) () -> roundTrip(some, random, seed)));
      }
      for (Future<List<String>> each : all) {
        stored.addAll(each.get());
      }
    }
    assertThat(stored).as("seed %d", seed).hasSizeBetween(count / 2, count - 1);
    assertThat(listed()).as("seed %d", seed).isEqualTo(stored);
    assertThat(elsewhere()).as("seed %d", seed).isEqualTo(before);
    assertThat(server.files("hot", repository.name()))
        .as("seed %d", seed)
        .allMatch(file -> file.matches("(data|_lakefs)/[\\w/]+"))
        .hasSizeGreaterThanOrEqualTo(stored.size());
  }

  /** Different ones. */
  private static List<String> keys(Random random, int count) {
    Set<String> keys = new LinkedHashSet<>();
    while (keys.size() < count) {
      keys.add(key(random));
    }
    return List.copyOf(keys);
  }

  private static String key(Random random) {
    var key = new StringBuilder(random.nextInt(40) == 0 ? segment(random) : "main").append('/');
    int segments = 1 + random.nextInt(6);
    for (int i = 0; i < segments; i++) {
      key.append(i == 0 ? "" : "/").append(segment(random));
    }
    if (random.nextInt(40) == 0) {
      key.repeat("k", MOST_BYTES - 10 + random.nextInt(20));
    }
    // Without a path it would be a branch, which is another matter.
    return key.indexOf("/") == key.length() - 1 ? key.append('x').toString() : key.toString();
  }

  private static String segment(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> SEGMENTS.get(random.nextInt(SEGMENTS.size()));
      case 1 -> Integer.toString(random.nextInt(1 << 20), 36);
      case 2 -> SEGMENTS.get(random.nextInt(SEGMENTS.size())) + random.nextInt(100);
      default -> characters(random);
    };
  }

  /** Of all planes. */
  private static String characters(Random random) {
    return random
        .ints(1 + random.nextInt(8), 0, Character.MAX_CODE_POINT + 1)
        .map(each -> random.nextInt(3) == 0 ? each % 0x100 : each)
        .filter(each -> each != '/' && (each < 0xd800 || each > 0xdfff))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Those that were not refused. */
  private List<String> roundTrip(List<String> keys, Random random, long seed) throws IOException {
    List<String> stored = new ArrayList<>();
    try (var wire = new Wire(server.uri())) {
      for (String key : keys) {
        String what =
            "seed %d, key %s".formatted(seed, HexFormat.of().formatHex(key.getBytes(UTF_8)));
        Answer put = wire.send(spelled(user.signed("PUT", target(key), key), random));
        if (put.status() == 200) {
          Answer get = wire.send(spelled(user.signed("GET", target(key), ""), random));
          assertThat(get.status()).as(what).isEqualTo(200);
          assertThat(get.body()).as(what).isEqualTo(UTF_8.encode(key));
          stored.add(key);
        } else {
          requireRefusal(put, key, what);
        }
        if (random.nextInt(20) == 0) {
          isTheSamePath(key, put.status() == 200, what);
        }
      }
    }
    return stored;
  }

  private static void requireRefusal(Answer answer, String key, String what) {
    if (key.startsWith("/")) {
      // Neither a bucket nor an object: nothing is known to be asked for.
      assertThat(answer.status()).as(what).isEqualTo(404);
      assertThat(answer.text()).as(what).isEmpty();
    } else {
      assertThat(answer.status()).as(what).isBetween(400, 499);
      answer.error();
    }
  }

  private void isTheSamePath(String key, boolean stored, String what) {
    int slash = key.indexOf('/');
    var rest = repository.read(key.substring(0, slash), key.substring(slash + 1));
    if (stored) {
      assertThat(rest.status()).as(what).isEqualTo(200);
      assertThat(rest.text()).as(what).isEqualTo(key);
    } else {
      assertThat(rest.status()).as(what).isBetween(400, 499);
    }
  }

  private String target(String key) {
    return S3User.target(repository.name(), key);
  }

  /** Another spelling of what was signed. */
  private static TestRequest spelled(TestRequest request, Random random) {
    if (random.nextInt(3) == 0) {
      int bucket = request.path.indexOf('/', 1) + 1;
      var path = new StringBuilder(request.path.substring(0, bucket));
      for (int i = bucket; i < request.path.length(); i++) {
        char each = request.path.charAt(i);
        if (each == '%') {
          String escape = request.path.substring(i, i + 3);
          path.append(random.nextBoolean() ? escape : escape.toLowerCase(Locale.ROOT));
          i += 2;
        } else if (random.nextInt(8) == 0) {
          path.append("%%%02x".formatted((int) each));
        } else {
          path.append(each);
        }
      }
      request.path = path.toString();
    }
    return request;
  }

  private Set<String> listed() {
    try (var s3 = S3Clients.of(server)) {
      return new TreeSet<>(
          s3
              .listObjectsV2Paginator(
                  r -> r.bucket(repository.name()).prefix("main/").encodingType("url"))
              .contents()
              .stream()
              .map(S3Object::key)
              .toList());
    }
  }

  /** All files of all stores but the repository's, and what lies beside the stores. */
  private Set<Path> elsewhere() throws IOException {
    Path own = server.directory().resolve("hot").resolve(repository.name());
    try (Stream<Path> all = Files.walk(server.directory())) {
      return new TreeSet<>(all.filter(path -> !path.startsWith(own)).toList());
    }
  }
}
