package io.anabranch.server.actions.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.server.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionReaderTest {

  private static final String FILE = "_lakefs_actions/check.yaml";

  private static final String GOOD =
      """
      name: Check formats
      description: of all
      on:
        pre-commit:
        pre-merge:
          branches: [main, 'rel-*']
      hooks:
        - id: first
          type: webhook
          description: asks
          if: failure()
          properties:
            url: "http://{{ ENV.LAKEFSACTION_HOST }}/x"
            timeout: 1m30s
            query_params: { a: [1, two], b: true }
        - id: second
          type: lua
          properties: { script: "print(1)" }
      """;

  @Test
  void readsAllThatThereIs() throws BadActionException {
    Action action = ActionReader.read(FILE, GOOD);
    assertThat(action.name()).isEqualTo("Check formats");
    assertThat(action.isFor(EventType.PRE_COMMIT, "any")).isTrue();
    assertThat(action.isFor(EventType.PRE_MERGE, "rel-1")).isTrue();
    assertThat(action.isFor(EventType.PRE_MERGE, "other")).isFalse();
    assertThat(action.isFor(EventType.POST_MERGE, "main")).isFalse();
    assertThat(action.hooks()).extracting(HookDefinition::id).containsExactly("first", "second");
    HookDefinition first = action.hooks().getFirst();
    assertThat(first.condition()).isEqualTo("failure()");
    assertThat(first.properties().findDuration("timeout")).contains(Duration.ofSeconds(90));
    Properties query = first.properties().group("query_params");
    assertThat(query.texts("a")).containsExactly("1", "two");
    assertThat(query.texts("b")).isEqualTo(List.of("true"));
  }

  @Test
  void anActionIsCalledLikeItsFileIfNotOtherwise() throws BadActionException {
    assertThat(ActionReader.read(FILE, GOOD.replaceFirst("name: .*", "")).name())
        .isEqualTo("check.yaml");
  }

  @Test
  void variablesAreFilledInFromTheListAndMasked() throws BadActionException {
    var variables = new Variables(Map.of("LAKEFSACTION_HOST", new Secret("secret-host")));
    Properties properties = ActionReader.read(FILE, GOOD).hooks().getFirst().properties();
    assertThat(variables.fill(properties).text("url")).isEqualTo("http://secret-host/x");
    assertThat(variables.mask("at secret-host!")).isEqualTo("at {{ ENV.LAKEFSACTION_HOST }}!");
    assertThatThrownBy(() -> new Variables(Map.of()).fill(properties))
        .isInstanceOf(BadActionException.class)
        .hasMessageContainingAll(FILE, "hook first", "url", "LAKEFSACTION_HOST");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: Check formats    | name: '!'              | name
          pre-commit:            | pre-everything:        | pre-everything
          pre-commit:            | pre-create-tag: {branches: [a]} | branches
          'rel-*'                | '[a'                   | branches
          id: second             | id: first              | first
          id: second             | id: '2nd'              | id
          type: lua              | type: perl             | hook second
          script:                | scrypt:                | scrypt
          timeout: 1m30s         | timeout: soon          | timeout
          description: of all    | color: red             | color
          url:                   | uri:                   | uri
          """)
  void namesFileAndFieldOfWhatIsWrong(String good, String bad, String named) {
    String text = GOOD.replace(good, bad);
    assertThat(text).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> ActionReader.read(FILE, text))
        .isInstanceOf(BadActionException.class)
        .hasMessageContaining(FILE)
        .hasMessageContaining(named);
  }

  @Test
  void aliasesThatMultiplyAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (before + ", ").repeat(9) + before));
    }
    assertThatThrownBy(() -> ActionReader.read(FILE, bomb.toString()))
        .isInstanceOf(BadActionException.class)
        .hasMessageContainingAll(FILE, "aliases");
  }
}
