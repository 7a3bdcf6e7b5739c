package io.anabranch.server.stores.copying;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.Utf8Order;
import java.time.Instant;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PresenceTest {

  @Test
  void isTheListingAskedInOrder() {
    for (long seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      SortedSet<String> listed = keys(random);
      SortedSet<String> asked = keys(random);
      var presence = new Presence(listed.stream().map(PresenceTest::object).iterator());
      for (String key : asked) {
        assertThat(presence.has(key)).as("seed %d, %s", seed, key).isEqualTo(listed.contains(key));
      }
    }
  }

  /** Some of a few, with such whose order differs from that of Java's strings. */
  private static SortedSet<String> keys(Random random) {
    var keys = new TreeSet<>(Utf8Order.COMPARATOR);
    int count = random.nextInt(20);
    for (int i = 0; i < count; i++) {
      String end = random.nextBoolean() ? "\uFFEE" : "\uD83D\uDE00";
      keys.add("a/" + random.nextInt(12) + (random.nextInt(3) == 0 ? end : ""));
    }
    return keys;
  }

  private static ObjectInfo object(String key) {
    return new ObjectInfo(new PhysicalAddress("data", key), 1, "etag", Instant.EPOCH);
  }
}
