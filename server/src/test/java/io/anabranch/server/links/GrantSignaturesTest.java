package io.anabranch.server.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.server.config.Secret;
import io.anabranch.server.config.SigningKeys;
import io.anabranch.server.links.Grant.Permission;
import io.anabranch.server.links.Grant.Place;
import io.anabranch.server.stores.PhysicalAddresses.EntryAddress;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Pin;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class GrantSignaturesTest {

  private static final int FORGERIES = 300;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Place PLACE = new Place("lake", "a b.csv");
  private static final Grant READING = grant(new Permission.Reading(Pin.ofEtag("e")));

  private Instant now = START;
  private final GrantSignatures signatures = signatures(SigningKeys.of(new Secret("key")));

  private static Grant grant(Permission permission) {
    var at = new EntryAddress("data/x/y,sig", AddressType.RELATIVE);
    return new Grant(PLACE, 7, "hot", at, permission, START.plusSeconds(900));
  }

  /** Grants that differ from {@link #READING} in one thing each. */
  private static List<Grant> others() {
    var at = READING.at();
    var reading = READING.permission();
    Instant expiry = READING.expiry();
    return List.of(
        new Grant(new Place("lakes", PLACE.name()), 7, "hot", at, reading, expiry),
        new Grant(new Place("lake", "b.csv"), 7, "hot", at, reading, expiry),
        new Grant(new Place("lakea", " b.csv"), 7, "hot", at, reading, expiry),
        new Grant(PLACE, 8, "hot", at, reading, expiry),
        new Grant(PLACE, 7, "archive", at, reading, expiry),
        new Grant(PLACE, 7, "hot", new EntryAddress("data/x/z", at.type()), reading, expiry),
        new Grant(
            PLACE, 7, "hot", new EntryAddress(at.address(), AddressType.FULL), reading, expiry),
        new Grant(PLACE, 7, "hot", at, reading, expiry.plusSeconds(1)),
        grant(new Permission.Writing()),
        grant(new Permission.WritingPart("upload", 1)),
        grant(new Permission.WritingPart("upload", 2)),
        grant(new Permission.WritingPart("other", 1)));
  }

  @Test
  void whatWasSignedComesBack() {
    assertThat(signatures.verify(PLACE, signatures.sign(READING))).isEqualTo(READING);
    for (Grant grant : others()) {
      assertThat(signatures.verify(grant.place(), signatures.sign(grant))).isEqualTo(grant);
    }
  }

  @Test
  void aSignatureFitsNothingButItsGrant() {
    byte[] mac = Arrays.copyOf(decode(signatures.sign(READING)), 32);
    for (Grant other : others()) {
      byte[] bytes = GrantCodec.encode(other);
      String forged = encode(ByteBuffer.allocate(32 + bytes.length).put(mac).put(bytes).array());
      assertRefused(other.place(), forged, "not as this server signed it");
    }
  }

  @Test
  void aTokenIsGoodInItsPlaceOnly() {
    String token = signatures.sign(READING);
    assertRefused(new Place("lake", "b.csv"), token, "not as this server signed it");
    assertRefused(new Place("lakes", PLACE.name()), token, "not as this server signed it");
  }

  @Test
  void forgeriesAreRefused() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    String token = signatures.sign(grant(new Permission.WritingPart("upload", 3)));
    for (int i = 0; i < FORGERIES; i++) {
      String forged = forge(token, random);
      if (!forged.equals(token)) {
        FailureException refusal = refusal(PLACE, forged);
        assertThat(refusal).as("seed %d, %s", seed, forged).isNotNull();
        assertThat(refusal.failure()).isInstanceOf(Failure.Forbidden.class);
      }
    }
  }

  private static String forge(String token, Random random) {
    int at = random.nextInt(token.length());
    return switch (random.nextInt(6)) {
      case 0 -> replace(token, at, (char) (33 + random.nextInt(94)));
      case 1 -> token.substring(0, at);
      case 2 -> token.substring(at);
      case 3 -> token + "AB-_=\u00e4".charAt(random.nextInt(6));
      case 4 -> {
        byte[] bytes = decode(token);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        yield encode(bytes);
      }
      default -> {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        yield encode(bytes);
      }
    };
  }

  private static String replace(String text, int at, char by) {
    return text.substring(0, at) + by + text.substring(at + 1);
  }

  @Test
  void aLinkExpires() {
    String token = signatures.sign(READING);
    now = READING.expiry().minusNanos(1);
    assertThat(signatures.verify(PLACE, token)).isEqualTo(READING);
    now = READING.expiry();
    assertRefused(PLACE, token, "expired at 2026-01-01T00:15:00Z");
  }

  @Test
  void theKeyIsNotThatOfAddressesNorOfOthers() {
    String token = signatures.sign(READING);
    var other = signatures(SigningKeys.of(new Secret("other")));
    assertThat(catchThrowableOfType(FailureException.class, () -> other.verify(PLACE, token)))
        .isNotNull();
    assertThat(signatures(SigningKeys.of(new Secret("key"))).verify(PLACE, token))
        .isEqualTo(READING);
  }

  @Test
  void aKeyOfBeforeIsHonouredAndSignsNoMore() {
    String token = signatures.sign(READING);
    var rotated = signatures(new SigningKeys(new Secret("new"), List.of(new Secret("key"))));
    assertThat(rotated.verify(PLACE, token)).isEqualTo(READING);
    assertThat(rotated.sign(READING)).isNotEqualTo(token);
    assertThat(signatures(SigningKeys.of(new Secret("new"))).verify(PLACE, rotated.sign(READING)))
        .isEqualTo(READING);
  }

  private GrantSignatures signatures(SigningKeys keys) {
    return new GrantSignatures(keys, () -> now);
  }

  private void assertRefused(Place place, String token, String why) {
    FailureException refusal = refusal(place, token);
    assertThat(refusal).hasMessageContaining(why);
    assertThat(refusal.failure()).isInstanceOf(Failure.Forbidden.class);
  }

  private FailureException refusal(Place place, String token) {
    return catchThrowableOfType(FailureException.class, () -> signatures.verify(place, token));
  }

  private static byte[] decode(String token) {
    return Base64.getUrlDecoder().decode(token);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
