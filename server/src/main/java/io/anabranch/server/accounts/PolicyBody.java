package io.anabranch.server.accounts;

import io.anabranch.server.access.Policy;
import io.anabranch.server.access.PolicyJson;
import io.anabranch.server.access.PolicyRules;
import io.anabranch.server.access.Statement;
import io.anabranch.server.auth.AccountNames;
import io.anabranch.server.postgres.PolicyTable;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A policy on the wire; creation date in seconds since 1970, and not for clients to choose. */
@Serdeable(naming = SnakeCaseStrategy.class)
record PolicyBody(
    @NotNull String id, @Nullable Long creationDate, @NotNull List<StatementBody> statement) {

  static PolicyBody of(PolicyTable.Policy policy) {
    return new PolicyBody(
        policy.id(),
        policy.creationDate().getEpochSecond(),
        PolicyJson.read(policy.statements()).stream().map(StatementBody::of).toList());
  }

  /**
   * @throws FailureException Invalid, naming the field that cannot be right
   */
  PolicyTable.Policy checked(Instant created) {
    List<Statement> statements =
        IntStream.range(0, statement.size()).mapToObj(this::statementAt).toList();
    PolicyRules.check(new Policy(id, created, statements));
    return new PolicyTable.Policy(id, created, PolicyJson.write(statements));
  }

  private Statement statementAt(int index) {
    StatementBody body = statement.get(index);
    String at = "statement[" + index + "]";
    if (body == null) {
      throw AccountNames.invalid(at + ": must be a statement");
    }
    return body.statement(at);
  }
}
