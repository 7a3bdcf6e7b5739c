package io.anabranch.versioning.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The neighbours of keys, against their definitions. */
class KeyTest {

  @Test
  void afterPrefixIsTheLeastKeyBeyondAllThatStartWithIt() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Key prefix = key(random);
      Key other = key(random);
      Key after = prefix.afterPrefix();
      boolean isBeyond = !other.startsWith(prefix) && other.compareTo(prefix) > 0;
      assertThat(isAtLeast(other, after))
          .as("seed %d: is %s beyond %s", seed, hex(other), hex(prefix))
          .isEqualTo(isBeyond);
      assertThat(prefix.next()).isGreaterThan(prefix);
      assertThat(other.compareTo(prefix) > 0)
          .as("seed %d", seed)
          .isEqualTo(other.compareTo(prefix.next()) >= 0);
    }
  }

  private static boolean isAtLeast(Key key, @Nullable Key bound) {
    return bound != null && key.compareTo(bound) >= 0;
  }

  /** Short, of few bytes at both ends of the order: many are prefixes of others. */
  private static Key key(Random random) {
    byte[] bytes = new byte[random.nextInt(5)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = new byte[] {0, 1, 0x7f, (byte) 0x80, (byte) 0xfe, (byte) 0xff}[random.nextInt(6)];
    }
    return Key.wrap(bytes);
  }

  private static String hex(Key key) {
    return HexFormat.of().formatHex(key.bytes());
  }
}
