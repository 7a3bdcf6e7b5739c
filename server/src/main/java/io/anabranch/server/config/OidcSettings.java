package io.anabranch.server.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An OpenID Connect provider whose users may sign on.
 *
 * @param issuer as its tokens name it, to the letter
 * @param clientSecret empty for a public client, which PKCE alone protects
 * @param callbackBaseUrl this server as browsers reach it
 * @param afterLogin where a browser goes that asked for no other page
 * @param scopes asked for besides {@code openid}
 * @param audiences of which a bearer token must name one; never empty
 * @param algorithms that tokens may be signed with; asymmetric ones only
 * @param clockSkew by how much the provider's clock may differ
 * @param allowedAddresses as {@link io.anabranch.outgoing.AddressRules#allowing} takes them; the
 *     issuer's own host is allowed anyhow
 */
public record OidcSettings(
    URI issuer,
    String clientId,
    Optional<Secret> clientSecret,
    URI callbackBaseUrl,
    URI afterLogin,
    List<String> scopes,
    List<String> audiences,
    List<String> algorithms,
    Duration clockSkew,
    List<String> allowedAddresses,
    Claims claims) {

  /**
   * What is taken from tokens.
   *
   * @param userName the claim that new users are called by
   * @param friendlyName empty when it is not kept
   * @param groups the claim that lists groups; empty when users keep those they were given here
   * @param defaultGroups of new users, and of those whose tokens list none
   * @param required claims and the values they must have
   */
  public record Claims(
      String userName,
      Optional<String> friendlyName,
      Optional<String> groups,
      List<String> defaultGroups,
      Map<String, String> required) {

    public Claims {
      defaultGroups = List.copyOf(defaultGroups);
      required = Map.copyOf(required);
    }
  }

  /** Neither {@code none} nor those whose key is shared: the provider's keys are public. */
  private static final List<String> ALGORITHMS =
      List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  private static final Kind<Map<String, String>> CLAIMS =
      new Kind<>(
          "map", Map.of(), OidcSettings::parseClaims, claims -> String.join(", ", claims.keySet()));

  public OidcSettings {
    scopes = List.copyOf(scopes);
    audiences = List.copyOf(audiences);
    algorithms = List.copyOf(algorithms);
    allowedAddresses = List.copyOf(allowedAddresses);
  }

  /** Where the provider sends browsers back to. */
  public URI callback() {
    return callbackBaseUrl.resolve(
        callbackBaseUrl.getRawPath().replaceFirst("/+$", "") + "/api/v1/oidc/callback");
  }

  /** Empty unless a provider is configured. */
  static Optional<OidcSettings> read(Section auth) {
    Section providers = auth.section("providers");
    boolean used = providers.section("oidc", false).whereGiven().isPresent();
    Section oidc = auth.section("oidc", used);
    if (!used && oidc.whereGiven().isPresent()) {
      auth.fault("oidc", "is about a provider, and there is none: set auth.providers.oidc");
    }
    Claims claims = readClaims(oidc);
    OidcSettings settings = read(providers.section("oidc", used), claims);
    return used ? Optional.of(settings) : Optional.empty();
  }

  private static OidcSettings read(Section oidc, Claims claims) {
    URI issuer =
        oidc.required(
            "url",
            Kinds.URL,
            "Issuer of the OpenID Connect provider, exactly as its tokens name it.");
    String clientId =
        oidc.required("client_id", Kinds.TEXT, "What this server is called at the provider.");
    String userName =
        oidc.value(
            "username_claim_name",
            Kinds.TEXT,
            "sub",
            "The claim that a user who signs on for the first time is called by.");
    return new OidcSettings(
        issuer,
        clientId,
        oidc.optional(
            "client_secret",
            Kinds.SECRET,
            "What this server proves it with; none for a public client."),
        oidc.required(
            "callback_base_url",
            Kinds.URL,
            "URL under which browsers reach this server. Register it at the provider with"
                + " /api/v1/oidc/callback behind it."),
        oidc.value(
            "post_login_redirect_url",
            Kinds.PLACE,
            URI.create("/"),
            "Where a browser goes after signing on, unless it asked for another page."),
        oidc.value(
            "additional_scope_claims",
            Kinds.LIST,
            List.of("profile"),
            "Scopes that are asked for besides openid."),
        readAudiences(oidc, clientId),
        readAlgorithms(oidc),
        oidc.value(
            "clock_skew",
            Kinds.DURATION,
            Duration.ofMinutes(1),
            "By how much the provider's clock may differ."),
        AllowedAddresses.read(
            oidc,
            "Addresses, networks and hosts beyond the public Internet, besides that of the url,"
                + " that the provider's endpoints may have."),
        new Claims(
            userName,
            claims.friendlyName(),
            claims.groups(),
            claims.defaultGroups(),
            claims.required()));
  }

  private static List<String> readAudiences(Section oidc, String clientId) {
    List<String> audiences =
        oidc.value(
            "audiences",
            Kinds.LIST,
            List.of(),
            "Audiences of which a bearer token of the provider must name one; without any, the"
                + " client_id.");
    return audiences.isEmpty() ? List.of(clientId) : audiences;
  }

  private static List<String> readAlgorithms(Section oidc) {
    List<String> algorithms =
        oidc.value(
            "algorithms",
            Kinds.LIST,
            List.of("RS256", "PS256", "ES256"),
            "Signatures that tokens may have, of " + String.join(", ", ALGORITHMS) + ".");
    for (String algorithm : algorithms) {
      if (!ALGORITHMS.contains(algorithm)) {
        oidc.fault(
            "algorithms", "`" + algorithm + "` is not one of " + String.join(", ", ALGORITHMS));
      }
    }
    return algorithms;
  }

  private static Claims readClaims(Section oidc) {
    Optional<String> friendlyName =
        oidc.optional(
            "friendly_name_claim_name",
            Kinds.TEXT,
            "The claim that holds the name of a user for people.");
    boolean persist =
        oidc.value(
            "persist_friendly_name",
            Kinds.FLAG,
            false,
            "Whether that name is kept, and shown with the user.");
    return new Claims(
        "",
        friendlyName.filter(_ -> persist),
        oidc.optional(
            "initial_groups_claim_name",
            Kinds.TEXT,
            "The claim that lists the groups of a user: a list, or a text with commas. Whoever signs"
                + " on is then in those of them that exist here, besides groups given by hand."),
        oidc.value(
            "default_initial_groups",
            Kinds.LIST,
            List.of(),
            "Groups of users who sign on for the first time, when no claim lists any."),
        oidc.value(
            "validate_id_token_claims",
            CLAIMS,
            Map.of(),
            "Claims and the values that they must have, as name: value. All others are refused."));
  }

  /** A group of keys; from the environment, {@code name=value} with commas between. */
  private static Map<String, String> parseClaims(Node node) throws BadValueException {
    Map<String, String> claims = new TreeMap<>();
    if (node instanceof Node.Mapping(Map<String, Node> children, String _)) {
      for (Map.Entry<String, Node> child : children.entrySet()) {
        if (!(child.getValue() instanceof Node.Scalar(String text, String _))) {
          throw new BadValueException("has " + child.getKey() + ", whose value is no plain one");
        }
        claims.put(child.getKey(), text);
      }
      return claims;
    }
    for (String pair : Kinds.LIST.parser().parse(node)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new BadValueException("has an element that is not name=value");
      }
      claims.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return claims;
  }
}
