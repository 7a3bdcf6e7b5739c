package io.anabranch.server.wiring;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.outgoing.AddressRules;
import io.anabranch.outgoing.ForbiddenAddressException;
import io.anabranch.outgoing.OutgoingSettings;
import io.anabranch.server.config.AttachSettings;
import io.anabranch.server.config.BlockstoreSettings;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.stores.AttachRules;
import io.anabranch.server.stores.Origin;
import io.anabranch.server.stores.StoreEntry;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a store may reach. Those that are configured are trusted; those that are attached are held
 * to the rules for them whenever they are opened, since names and links lead elsewhere later.
 *
 * @param limits empty for a store that is trusted
 */
record Reach(Optional<AttachSettings> limits) {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SOCKET = Duration.ofSeconds(30);
  private static final Duration TURN = Duration.ofSeconds(10);

  static Reach of(StoreEntry entry) {
    return switch (entry.origin()) {
      case Origin.Configured _ -> new Reach(Optional.empty());
      case Origin.Attached(AttachSettings limits) -> new Reach(Optional.of(limits));
    };
  }

  /**
   * How stores ask that look at every address by themselves, redirects included.
   *
   * @param store its settings
   * @param connections at most, at a time
   */
  OutgoingSettings outgoing(BlockstoreSettings store, int connections) {
    List<String> allowed =
        limits.map(AttachSettings::allowedAddresses).orElse(store.allowedAddresses());
    return new OutgoingSettings(AddressRules.allowing(allowed), connections, TURN, CONNECT, SOCKET);
  }

  /**
   * @throws BlockstoreException when it would reach what it may not, or one of its endpoints has no
   *     address
   */
  void require(StoreDefinition store) {
    limits.ifPresent(
        given -> {
          List<String> faults = AttachRules.findFaults(store, given);
          if (!faults.isEmpty()) {
            throw refused(false, String.join("; ", faults), null);
          }
          requireAddress(store.settings().endpoints(), given);
        });
  }

  /** One of several is enough. */
  private static void requireAddress(List<URI> endpoints, AttachSettings limits) {
    if (!endpoints.isEmpty() && endpoints.stream().noneMatch(url -> hasAddress(url, limits))) {
      throw refused(true, endpoints.getFirst().getHost() + " has no address now", null);
    }
  }

  private static boolean hasAddress(URI endpoint, AttachSettings limits) {
    try {
      AttachRules.check(endpoint, limits);
      return true;
    } catch (ForbiddenAddressException e) {
      throw refused(false, String.valueOf(e.getMessage()), e);
    } catch (UnknownHostException _) {
      return false;
    }
  }

  private static BlockstoreException refused(
      boolean retryable, String why, @Nullable Exception cause) {
    return new BlockstoreException(Kind.UNAVAILABLE, retryable, why, cause);
  }
}
