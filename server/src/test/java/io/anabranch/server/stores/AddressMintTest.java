package io.anabranch.server.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AddressMintTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  /** A clock that stands still until it is told to go on. */
  private static final class SteppedClock extends Clock {
    private Instant now = START;

    void step(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }

  private final SteppedClock clock = new SteppedClock();
  private final AddressMint mint = new AddressMint(clock, new Random(1));

  @Test
  void identifiersAreWrittenAsThePublishedExample() {
    assertThat(Xid.print(HexFormat.of().parseHex("4d88e15b60f486e428412dc9")))
        .isEqualTo("9m4e2mr0ui3e8a215n4g");
    assertThat(Xid.findTime("9m4e2mr0ui3e8a215n4g")).contains(Instant.ofEpochSecond(1300816219));
    assertThat(Xid.findTime("9m4e2mr0ui3e8a215n4")).isEmpty();
    assertThat(Xid.findTime("9m4e2mr0ui3e8a215n4w")).isEmpty();
  }

  @Test
  void anAddressIsAPartitionAndAName() {
    String address = mint.next();

    assertThat(address).matches("data/[0-9a-v]{20}/[0-9a-v]{20}");
    assertThat(Xid.findTime(name(address))).contains(START);
    assertThat(Xid.findTime(partition(address)))
        .contains(Instant.ofEpochSecond((64_060_588_800L - START.getEpochSecond()) & 0xffff_ffffL));
  }

  @Test
  void namesGoUpAndPartitionsGoDown() {
    String first = mint.next();
    clock.step(Duration.ofMinutes(59));
    String second = mint.next();
    clock.step(Duration.ofMinutes(1));
    String third = mint.next();

    assertThat(partition(second)).isEqualTo(partition(first));
    assertThat(partition(third)).isLessThan(partition(first));
    assertThat(Stream.of(first, second, third).map(AddressMintTest::name)).isSorted();
  }

  @Test
  void aPartitionEndsAfterFiftyThousandAddresses() {
    List<String> addresses = IntStream.range(0, 50_001).mapToObj(_ -> mint.next()).toList();

    assertThat(addresses.subList(0, 50_000))
        .extracting(AddressMintTest::partition)
        .containsOnly(partition(addresses.getFirst()));
    assertThat(partition(addresses.getLast())).isNotEqualTo(partition(addresses.getFirst()));
    assertThat(new HashSet<>(addresses)).hasSize(50_001);
  }

  @Test
  void serversDoNotMakeTheSameAddresses() {
    AddressMint other = new AddressMint(clock, new Random(2));

    assertThat(Set.of(name(mint.next()))).doesNotContain(name(other.next()));
  }

  private static String partition(String address) {
    return address.substring(5, 25);
  }

  private static String name(String address) {
    return address.substring(26);
  }
}
