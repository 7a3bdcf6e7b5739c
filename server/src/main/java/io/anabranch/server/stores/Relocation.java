package io.anabranch.server.stores;

import io.anabranch.server.config.LocationFingerprint;
import io.anabranch.server.config.StoreDefinition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an id still points at where it was first used: the one place that says so. */
public final class Relocation {

  private Relocation() {}

  /**
   * @param recorded the location at first use; null when there was none
   * @return what is wrong and what to do, when the definition points elsewhere and does not
   *     acknowledge that very place
   */
  public static Optional<String> findFault(StoreDefinition store, @Nullable String recorded) {
    if (recorded == null || recorded.equals(store.location()) || store.acceptsItsLocation()) {
      return Optional.empty();
    }
    return Optional.of(
        ("%s is now at '%s', but was at '%s' when it was first used. Point it back there, or use a"
                + " new id; if its data was moved as it is, set accept_new_location: %s on it.")
            .formatted(
                store.label(),
                store.location(),
                recorded,
                LocationFingerprint.of(store.location())));
  }
}
