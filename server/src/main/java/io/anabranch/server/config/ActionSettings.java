package io.anabranch.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Hooks: what files below {@code _lakefs_actions/} in repositories have done.
 *
 * @param luaNetHttp whether Lua scripts may send requests
 * @param environment what hooks may have of the server's environment
 * @param allowedAddresses as {@link io.anabranch.outgoing.AddressRules#allowing} takes them
 * @param longestHook no hook runs longer, whatever it says itself
 * @param longestLua the same for Lua scripts
 */
public record ActionSettings(
    boolean enabled,
    boolean luaNetHttp,
    Map<String, Secret> environment,
    List<String> allowedAddresses,
    Duration longestHook,
    Duration longestLua) {

  public ActionSettings {
    environment = Map.copyOf(environment);
    allowedAddresses = List.copyOf(allowedAddresses);
  }

  static ActionSettings read(Section actions) {
    Section env = actions.section("env");
    Section lua = actions.section("lua");
    boolean withEnvironment =
        env.value(
            "enabled",
            Kinds.FLAG,
            true,
            "Whether action files may refer to variables of the server's environment, as"
                + " {{ ENV.NAME }}.");
    String prefix =
        env.value(
            "prefix",
            Kinds.TEXT,
            "LAKEFSACTION_",
            "How the names of those variables begin. Whoever writes to a repository can have them"
                + " sent anywhere.");
    return new ActionSettings(
        actions.value("enabled", Kinds.FLAG, true, "Whether hooks of repositories run."),
        lua.value(
            "net_http_enabled", Kinds.FLAG, false, "Whether Lua scripts may send HTTP requests."),
        withEnvironment && !prefix.isEmpty() ? env.environment(prefix) : Map.of(),
        AllowedAddresses.read(
            actions,
            "Addresses, networks (10.1.0.0/16) and hosts that hooks may send requests to beyond"
                + " the public Internet."),
        actions.value(
            "longest_hook",
            Kinds.DURATION,
            Duration.ofMinutes(10),
            "No hook runs longer, whatever its own timeout. A hook before a commit has all other"
                + " commits on the branch wait."),
        lua.value(
            "longest_script",
            Kinds.DURATION,
            Duration.ofMinutes(1),
            "No Lua script runs longer, whatever its own timeout."));
  }
}
