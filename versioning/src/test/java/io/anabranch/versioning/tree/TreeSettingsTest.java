package io.anabranch.versioning.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.model.Key;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where ranges end. */
class TreeSettingsTest {

  @Test
  void sizesDecideAtTheirLimits() {
    TreeSettings settings = new TreeSettings(100, 200, 10);
    assertThat(settings.endsRange(99, 20)).isFalse();
    assertThat(settings.endsRange(100, 20)).isTrue();
    assertThat(settings.endsRange(199, 20)).isTrue();
    assertThat(settings.endsRange(199, 21)).isFalse();
    assertThat(settings.endsRange(200, 21)).isTrue();
    // Hashes are unsigned.
    assertThat(settings.endsRange(150, -6)).isTrue();
    assertThat(settings.endsRange(150, -10)).isFalse();
  }

  @Test
  void keyHashesDoNotDependOnTheKeyBefore() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    KeyHash hash = new KeyHash();
    for (int i = 0; i < 5_000; i++) {
      byte[] key = new byte[random.nextInt(i % 100 == 0 ? 2_000 : 6)];
      for (int j = 0; j < key.length; j++) {
        key[j] = (byte) random.nextInt(-2, 2);
      }
      assertThat(hash.of(key, key.length)).as("seed %d", seed).isEqualTo(fnv1a(Key.wrap(key)));
    }
  }

  private static long fnv1a(Key key) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : key.bytes()) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}
