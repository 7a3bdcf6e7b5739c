package io.anabranch.server.wiring;

import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.links.GrantSignatures;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Links that this server signs. */
@Factory
final class LinksFactory {

  @Singleton
  GrantSignatures grantSignatures(ServerConfiguration configuration, InstantSource clock) {
    return new GrantSignatures(configuration.stores().signing(), clock);
  }
}
