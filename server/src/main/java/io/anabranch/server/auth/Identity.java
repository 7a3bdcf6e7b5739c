package io.anabranch.server.auth;

import java.util.Optional;
import java.util.Set;

/**
 * Who somebody is according to a provider of identities.
 *
 * @param principal unique over all providers, and the same for ever
 * @param name what a user who is made of it is called
 * @param friendlyName for people; empty when none is to be kept
 * @param groups that the provider says; empty when it is not asked
 */
public record Identity(
    String principal, String name, Optional<String> friendlyName, Optional<Set<String>> groups) {

  public Identity {
    groups = groups.map(Set::copyOf);
  }
}
