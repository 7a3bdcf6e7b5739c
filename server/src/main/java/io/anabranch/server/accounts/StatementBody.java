package io.anabranch.server.accounts;

import io.anabranch.server.access.Effect;
import io.anabranch.server.access.Statement;
import io.anabranch.server.auth.AccountNames;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A statement on the wire; what is missing is told with the place of the statement. */
@Serdeable
record StatementBody(
    @NotNull String effect,
    @NotNull String resource,
    @NotNull List<String> action,
    @Nullable Map<String, Map<String, List<String>>> condition) {

  static StatementBody of(Statement statement) {
    return new StatementBody(
        statement.effect().text(),
        statement.resource(),
        statement.actions(),
        statement.condition().isEmpty() ? null : statement.condition());
  }

  /**
   * @param at where it stands in its policy
   */
  Statement statement(String at) {
    require(at + ".effect", effect);
    require(at + ".resource", resource);
    requireTexts(at + ".action", action);
    Map<String, Map<String, List<String>>> conditions = condition == null ? Map.of() : condition;
    conditions.forEach((operator, fields) -> requireFields(at + ".condition." + operator, fields));
    return new Statement(
        Effect.find(effect)
            .orElseThrow(
                () ->
                    AccountNames.invalid(
                        "%s.effect: must be allow or deny, not '%s'".formatted(at, effect))),
        action,
        resource,
        conditions);
  }

  private static void require(String at, @Nullable String text) {
    if (text == null) {
      throw AccountNames.invalid(at + ": is required");
    }
  }

  private static void requireFields(String at, @Nullable Map<String, List<String>> fields) {
    if (fields == null) {
      throw AccountNames.invalid(at + ": must name fields and their values");
    }
    fields.forEach((field, values) -> requireTexts(at + "." + field, values));
  }

  private static void requireTexts(String at, @Nullable List<String> texts) {
    if (texts == null || texts.stream().anyMatch(text -> text == null)) {
      throw AccountNames.invalid(at + ": must be a list of texts");
    }
  }
}
