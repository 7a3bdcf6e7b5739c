package io.anabranch.server.access;

import static io.anabranch.server.access.Effect.ALLOW;
import static io.anabranch.server.access.Effect.DENY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.versioning.failure.FailureException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What policies come to, beside a model that reads them all, one by one. */
class RightsTest {

  private static final String REPOSITORY = "arn:lakefs:fs:::repository/";
  private static final Circumstances ADA = new Circumstances("ada", null, "");

  private static Policy policy(String id, Statement... statements) {
    return new Policy(id, Instant.EPOCH, List.of(statements));
  }

  private static Statement on(Effect effect, String action, String resource) {
    return new Statement(effect, List.of(action), resource);
  }

  private static Circumstances from(String address) {
    return new Circumstances("ada", InetAddress.ofLiteral(address), "");
  }

  private static boolean may(Rights rights, Action action, Resource resource) {
    return rights.decide(action, resource, ADA).isAllowed();
  }

  @Test
  void denyWinsOverEveryAllow() {
    Rights rights =
        Rights.of(
            "ada",
            List.of(
                policy("a", on(ALLOW, "fs:*", "*")),
                policy("d", on(DENY, "fs:ReadObject", REPOSITORY + "b/object/secret/*")),
                policy("z", on(ALLOW, "fs:Read*", REPOSITORY + "b/*"))));

    Resource secret = Resource.object("b", "secret/x");
    assertThat(rights.decide(Action.READ_OBJECT, secret, ADA)).isEqualTo(new Decision.Denied("d"));
    assertThat(may(rights, Action.WRITE_OBJECT, secret)).isTrue();
    assertThat(may(rights, Action.READ_OBJECT, Resource.object("b", "open/x"))).isTrue();
    assertThat(may(rights, Action.READ_OBJECT, Resource.object("a", "secret/x"))).isTrue();
    assertThat(rights.decide(Action.READ_USER, Resource.user("x"), ADA))
        .isEqualTo(new Decision.NotAllowed());
  }

  @Test
  void ofAWholeEveryPartCounts() {
    Rights rights =
        Rights.of(
            "ada",
            List.of(
                policy("a", on(ALLOW, "fs:ReadObject", REPOSITORY + "*/object/*")),
                policy("b", on(ALLOW, "fs:WriteObject", REPOSITORY + "r/object/in/*")),
                policy("d", on(DENY, "fs:ReadObject", REPOSITORY + "r/object/*/key"))));

    assertThat(may(rights, Action.READ_OBJECT, Resource.objects("other", ""))).isTrue();
    assertThat(may(rights, Action.READ_OBJECT, Resource.objects("r", "in/"))).isFalse();
    assertThat(may(rights, Action.WRITE_OBJECT, Resource.objects("r", "in/"))).isTrue();
    assertThat(may(rights, Action.WRITE_OBJECT, Resource.objects("r", "in/deeper/"))).isTrue();
    assertThat(may(rights, Action.WRITE_OBJECT, Resource.objects("r", "in"))).isFalse();
    assertThat(may(rights, Action.WRITE_OBJECT, Resource.objects("r", ""))).isFalse();
    assertThat(may(rights, Action.WRITE_OBJECT, Resource.object("r", "*"))).isFalse();
  }

  @Test
  void someMeansWhateverItIs() {
    Rights one = Rights.of("ada", List.of(policy("a", on(ALLOW, "fs:List*", REPOSITORY + "r"))));
    Rights none =
        Rights.of(
            "ada",
            List.of(policy("a", on(ALLOW, "fs:*", "*")), policy("d", on(DENY, "fs:List*", "*"))));

    assertThat(one.decideForSome(Action.LIST_REPOSITORIES, ADA).isAllowed()).isTrue();
    assertThat(one.decideForSome(Action.READ_OBJECT, ADA).isAllowed()).isFalse();
    assertThat(none.decideForSome(Action.LIST_REPOSITORIES, ADA).isAllowed()).isFalse();
  }

  @Test
  void theUserStandsForItself() {
    Statement own = on(ALLOW, "auth:*Credentials", "arn:lakefs:auth:::user/${user}");
    Rights rights = Rights.of("a*", List.of(policy("own", own)));
    assertThat(may(rights, Action.CREATE_CREDENTIALS, Resource.user("a*"))).isTrue();
    assertThat(may(rights, Action.CREATE_CREDENTIALS, Resource.user("ab"))).isFalse();
    assertThat(may(rights, Action.DELETE_USER, Resource.user("a*"))).isFalse();
  }

  @Test
  void aListOfResourcesIsText() {
    String two = "[\"%sa\",\"%sb/*\"]".formatted(REPOSITORY, REPOSITORY);
    Rights rights = Rights.of("ada", List.of(policy("p", on(ALLOW, "fs:Read*", two))));
    assertThat(may(rights, Action.READ_REPOSITORY, Resource.repository("a"))).isTrue();
    assertThat(may(rights, Action.READ_TAG, Resource.tag("b", "v1"))).isTrue();
    assertThat(may(rights, Action.READ_TAG, Resource.tag("a", "v1"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "IpAddress, 10.1.2.3, true",
    "IpAddress, 10.2.0.1, false",
    "IpAddress, fd00::1, true",
    "IpAddress, ::ffff:10.1.0.9, true",
    "NotIpAddress, 10.1.2.3, false",
    "NotIpAddress, 10.2.0.1, true",
    "NotIpAddress, fd01::1, true",
  })
  void anAddressIsInOneOfTheNetworks(String operator, String address, boolean holds) {
    var condition = Map.of(operator, Map.of("SourceIp", List.of("10.1.0.0/16", "fd00::/16")));
    Resource resource = Resource.repository("r");
    for (Effect effect : Effect.values()) {
      Rights rights =
          Rights.of(
              "ada",
              List.of(
                  policy("p", new Statement(effect, List.of("fs:*"), "*", condition)),
                  policy("q", on(ALLOW, effect == DENY ? "fs:*" : "auth:*", "*"))));
      boolean allowed = effect == ALLOW ? holds : !holds;
      assertThat(rights.decide(Action.READ_REPOSITORY, resource, from(address)).isAllowed())
          .isEqualTo(allowed);
      assertThat(may(rights, Action.READ_REPOSITORY, resource)).as("unknown").isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, Username, ada, true",
    "StringEquals, Username, ad?, false",
    "StringLike, Username, ad?, true",
    "StringNotLike, Username, a*, false",
    "StringNotEquals, Username, a*, true",
    "StringLike, Client, lakectl/*, true",
    "StringLike, Client, spark*, false",
  })
  void textIsLikeOneOfThePatterns(String operator, String field, String value, boolean holds) {
    var condition = Map.of(operator, Map.of(field, List.of("nobody", value)));
    Rights rights =
        Rights.of(
            "ada", List.of(policy("p", new Statement(ALLOW, List.of("fs:*"), "*", condition))));
    var asking = new Circumstances("ada", null, "lakectl/1.80");
    assertThat(rights.decide(Action.READ_TAG, Resource.tag("r", "t"), asking).isAllowed())
        .isEqualTo(holds);
  }

  @Test
  void faultsAreNamedByTheirField() {
    faulty("statement[0].action[0]", on(ALLOW, "fs:NoSuchThing", "*"));
    faulty("statement[0].action[0]", on(ALLOW, "", "*"));
    faulty("statement[0].action", new Statement(ALLOW, List.of(), "*"));
    faulty("statement[0].resource", on(ALLOW, "fs:*", "repository/x"));
    faulty("statement[0].resource", on(ALLOW, "fs:*", "arn:lakefs:" + "x".repeat(3000)));
    faulty("statement[0].resource", on(ALLOW, "fs:*", "[\"*\""));
    faulty("statement[0].resource", on(ALLOW, "fs:*", "[]"));
    faulty("statement[0].resource", on(ALLOW, "fs:*", "[1]"));
    faulty("statement[0].resource", on(ALLOW, "fs:*", "[\"*\"] x"));
    conditioned("statement[0].condition.Bool", "Bool", "SourceIp", "true");
    conditioned("statement[0].condition.IpAddress.SourceIp", "IpAddress", "SourceIp", "10.1");
    conditioned("statement[0].condition.IpAddress.SourceIp", "IpAddress", "SourceIp", "1.2.3.4/x");
    conditioned("statement[0].condition.IpAddress.Other", "IpAddress", "Other", "10.1.0.0/16");
    conditioned("statement[0].condition.StringLike.Other", "StringLike", "Other", "x");
    assertThatThrownBy(() -> PolicyRules.check(policy("p"))).hasMessageStartingWith("statement:");
    PolicyRules.check(policy("p", on(DENY, "catalog:CreateTable", "*")));
  }

  private static void conditioned(String field, String operator, String name, String value) {
    var condition = Map.of(operator, Map.of(name, List.of(value)));
    faulty(field, new Statement(ALLOW, List.of("fs:*"), "*", condition));
  }

  private static void faulty(String field, Statement statement) {
    assertThatThrownBy(() -> PolicyRules.check(policy("p", statement)))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith(field + ":");
  }

  @Test
  void jsonKeepsStatements() {
    var condition = Map.of("IpAddress", Map.of("SourceIp", List.of("10.0.0.0/8", "fd00::1")));
    List<Statement> statements =
        List.of(
            new Statement(DENY, List.of("fs:*", "auth:ReadUser"), "[\"*\"]", condition),
            on(ALLOW, "fs:Read*", REPOSITORY + "\"é\"/*"));
    assertThat(PolicyJson.read(PolicyJson.write(statements))).isEqualTo(statements);
  }

  @Test
  void decidesAsTheModel() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<Policy> policies = new ArrayList<>();
      for (int i = random.nextInt(8); i >= 0; i--) {
        policies.add(policy("p" + i, random(random), random(random)));
      }
      Rights rights = Rights.of("ada", policies);
      for (int i = 0; i < 50; i++) {
        Action action = pick(random, Action.values());
        Resource resource = Resource.object(pick(random, "a", "b"), pick(random, "x", "x/y", "z"));
        assertThat(may(rights, action, resource))
            .as("seed %d: %s on %s by %s", seed, action, resource, policies)
            .isEqualTo(model(policies, action, resource));
      }
    }
  }

  private static Statement random(Random random) {
    String resource =
        REPOSITORY
            + pick(random, "a/", "b/", "*/", "?/")
            + "object/"
            + pick(random, "*", "x*", "x/?");
    return on(
        pick(random, ALLOW, ALLOW, DENY),
        pick(random, "fs:*", "fs:Read*", "*", "fs:WriteObject", "*Object", "auth:*"),
        pick(random, resource, resource, "*"));
  }

  private static boolean model(List<Policy> policies, Action action, Resource resource) {
    List<Effect> effects =
        policies.stream()
            .flatMap(policy -> policy.statements().stream())
            .filter(statement -> regex(statement.actions().getFirst(), action.text()))
            .filter(statement -> regex(statement.resource(), resource.text()))
            .map(Statement::effect)
            .toList();
    return effects.contains(ALLOW) && !effects.contains(DENY);
  }

  private static boolean regex(String pattern, String text) {
    return text.matches(pattern.replace(".", "\\.").replace("*", ".*").replace("?", "."));
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }
}
