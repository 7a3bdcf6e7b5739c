package io.anabranch.blockstore.layer.integrity;

import static io.anabranch.blockstore.BlockstoreException.Kind.CORRUPT;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Checksum;
import io.anabranch.blockstore.Checksum.Algorithm;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckedBlockstoreTest extends BlockstoreContract {

  private final MemoryBlockstore memory = new MemoryBlockstore(1 << 26, Clock.systemUTC());

  @Override
  protected Blockstore openStore() {
    return new CheckedBlockstore(memory, new IntegritySettings("lake", true, true));
  }

  @Test
  void aBodyThatEndsEarlyIsNotTakenForWhole() {
    assertThat(failureOf(9, bytes(8)).getCause())
        .isInstanceOfSatisfying(
            BlockstoreException.class,
            why -> {
              assertThat(why.kind()).isEqualTo(UNAVAILABLE);
              assertThat(why.retryable()).isTrue();
            });
  }

  @Test
  void aBodyThatGoesOnIsCorrupt() {
    isCorrupt(failureOf(9, bytes(10)));
  }

  @Test
  void computesTheDigestsOfTheField() {
    byte[] digits = "123456789".getBytes(UTF_8);
    Digest crc = Digest.of(Algorithm.CRC32C);
    crc.add(digits, 0, 4);
    crc.add(digits, 4, 5);
    Digest md5 = Digest.of(Algorithm.MD5);
    md5.add(digits, 0, 9);

    assertThat(crc.end().hex()).isEqualTo("e3069283");
    assertThat(md5.end().hex()).isEqualTo("25f9e794323b453885f5181f1b624d0b");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenOtherwiseThanSentIsCorrupt(Algorithm algorithm) {
    TellingBlockstore below = new TellingBlockstore(memory, algorithm);
    Blockstore checked = checked(below, true, true);
    for (int length : new int[] {0, 10, 300_000}) {
      checked.put(at("a"), Content.of(bytes(length)), PutOptions.REPLACE);
      assertThat(memory.stat(at("a")).size()).isEqualTo(length);
    }
    below.flipBits();
    fails(CORRUPT, () -> checked.put(at("a"), Content.of(bytes(300_000)), PutOptions.REPLACE));
    checked(below, false, true).put(at("a"), Content.of(bytes(10)), PutOptions.REPLACE);
  }

  @ParameterizedTest
  @EnumSource
  void nobodyIsGivenTheWholeOfAWrongObject(Algorithm algorithm) throws IOException {
    TellingBlockstore below = new TellingBlockstore(memory, algorithm);
    Blockstore checked = checked(below, true, true);
    checked.put(at("a"), Content.of(bytes(300_000)), PutOptions.REPLACE);
    checked.put(at("empty"), Content.of(bytes(0)), PutOptions.REPLACE);
    for (int piece : new int[] {1, 1000, 1 << 20}) {
      assertThat(Arrays.equals(read(checked, piece), bytes(300_000))).isTrue();
    }
    try (OpenObject object = checked.open(at("empty"), ReadOptions.WHOLE)) {
      assertThat(object.stream().read()).isEqualTo(-1);
    }
    below.flipBits();
    for (int piece : new int[] {1, 1000, 1 << 20}) {
      isCorrupt(catchThrowableOfType(IOException.class, () -> read(checked, piece)));
    }
    try (OpenObject object = checked.open(at("a"), ReadOptions.WHOLE)) {
      isCorrupt(catchThrowableOfType(IOException.class, () -> object.stream().skipNBytes(300_000)));
      isCorrupt(catchThrowableOfType(IOException.class, () -> object.stream().read()));
    }
  }

  @Test
  void rangesAreComparedByLengthOnlyAndSoIsAllWhenSwitchedOff() throws IOException {
    TellingBlockstore below = new TellingBlockstore(memory, Algorithm.CRC32C);
    put("a", bytes(1000));
    below.flipBits();

    try (OpenObject object = checked(below, true, true).open(at("a"), ReadOptions.range(0, 999))) {
      assertThat(object.stream().readAllBytes()).hasSize(999);
    }
    assertThat(read(checked(below, true, false), 1000)).hasSize(1000);
  }

  private static Blockstore checked(Blockstore below, boolean writes, boolean reads) {
    return new CheckedBlockstore(below, new IntegritySettings("lake", writes, reads));
  }

  private byte[] read(Blockstore checked, int piece) throws IOException {
    try (OpenObject object = checked.open(at("a"), ReadOptions.WHOLE)) {
      byte[] whole = new byte[(int) object.length()];
      int read = 0;
      while (read < whole.length) {
        int count = object.stream().read(whole, read, Math.min(piece, whole.length - read));
        assertThat(count).isPositive();
        read += count;
      }
      assertThat(object.stream().read()).isEqualTo(-1);
      return whole;
    }
  }

  private IOException failureOf(long announced, byte[] given) {
    ObjectInfo info = put("a", bytes(9));
    OpenObject object =
        new OpenObject(info, announced, new ByteArrayInputStream(given), Optional.empty());
    Optional<Checksum> told = Optional.empty();
    return catchThrowableOfType(
        IOException.class,
        () -> new ExactStream(object, new Comparison("lake"), told).readAllBytes());
  }

  private static void isCorrupt(IOException failure) {
    assertThat(failure)
        .hasMessageContaining("`lake`")
        .cause()
        .isInstanceOfSatisfying(
            BlockstoreException.class, why -> assertThat(why.kind()).isEqualTo(CORRUPT));
  }
}
