package io.anabranch.server.auth.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import io.anabranch.server.auth.Identity;
import io.anabranch.server.config.OidcSettings;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from the claims of a token that was verified who somebody is. Immutable. */
final class IdentityClaims {

  /** More than anybody is in, so that a token cannot have a statement grow without bound. */
  private static final int MAX_GROUPS = 1_000;

  private static final int MAX_LENGTH = 255;

  private final OidcSettings settings;

  IdentityClaims(OidcSettings settings) {
    this.settings = settings;
  }

  /** Empty when a claim has not the value that is required, or nobody is named. */
  Optional<Identity> identity(JWTClaimsSet claims) {
    OidcSettings.Claims wanted = settings.claims();
    String subject = claims.getSubject();
    Optional<String> name = text(claims.getClaim(wanted.userName()));
    boolean good =
        wanted.required().entrySet().stream()
            .allMatch(
                claim ->
                    text(claims.getClaim(claim.getKey()))
                        .filter(claim.getValue()::equals)
                        .isPresent());
    if (!good || subject == null || !isPlain(subject) || name.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Identity(
            settings.issuer() + "#" + subject,
            name.get(),
            wanted
                .friendlyName()
                .flatMap(claim -> text(claims.getClaim(claim)))
                .filter(IdentityClaims::isPlain),
            wanted.groups().map(claim -> groups(claims.getClaim(claim)))));
  }

  private static Optional<String> text(@Nullable Object claim) {
    return claim instanceof String || claim instanceof Number || claim instanceof Boolean
        ? Optional.of(claim.toString())
        : Optional.empty();
  }

  /** What can be kept, and shown to people. */
  private static boolean isPlain(String text) {
    return !text.isBlank()
        && text.length() <= MAX_LENGTH
        && text.chars().noneMatch(Character::isISOControl);
  }

  private static Set<String> groups(@Nullable Object claim) {
    Stream<String> names =
        switch (claim) {
          case Collection<?> list ->
              list.stream().filter(String.class::isInstance).map(String.class::cast);
          case String text -> Stream.of(text.split(",", -1)).map(String::strip);
          case null, default -> Stream.empty();
        };
    return names
        .filter(IdentityClaims::isPlain)
        .limit(MAX_GROUPS)
        .collect(Collectors.toUnmodifiableSet());
  }
}
