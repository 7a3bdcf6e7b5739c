package io.anabranch.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.versioning.failure.FailureException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectionStringTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://ada:p%40ss+%2F@db:6432/lake?sslmode=require&search_path=a%2Cb",
        "postgresql://ada:p%40ss+%2F@db:6432/lake?sslmode=require&search_path=a,b",
        "postgres://db:6432/lake?user=ada&password=p%40ss+%2F&sslmode=require&search_path=a,b",
        "host=db port=6432 user=ada password='p@ss+/' dbname=lake sslmode=require search_path=a,b",
        " host = db port=6432 user=ada password=p@ss+/ dbname=lake sslmode=require search_path=a,b",
      })
  void oneDatabaseWrittenInManyWays(String text) {
    ConnectionString parsed = ConnectionString.parse(text);

    assertThat(parsed.jdbcUrl()).isEqualTo("jdbc:postgresql://db:6432/lake");
    assertThat(parsed.properties())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "user", "ada",
                "password", "p@ss+/",
                "sslmode", "require",
                "currentSchema", "a,b"));
    assertThat(parsed.place()).isEqualTo("db:6432/lake");
    assertThat(parsed.toString()).doesNotContain("p@ss");
  }

  @Test
  void defaultsSeveralHostsQuotesAndSessionSettings() {
    assertThat(ConnectionString.parse("postgres://ada@/").jdbcUrl())
        .isEqualTo("jdbc:postgresql://localhost:5432/ada");
    assertThat(
            ConnectionString.parse("postgres://u@a:1,b,[::1]:3/n?target_session_attrs=read-write"))
        .satisfies(
            parsed -> {
              assertThat(parsed.jdbcUrl()).isEqualTo("jdbc:postgresql://a:1,b:5432,[::1]:3/n");
              assertThat(parsed.properties()).containsEntry("targetServerType", "primary");
            });
    assertThat(ConnectionString.parse("host=h password='it\\'s \\\\' work_mem='8 MB'").properties())
        .containsEntry("password", "it's \\")
        .containsEntry("options", "-c work_mem=8\\ MB");
    assertThat(ConnectionString.parse("jdbc:postgresql://h/n?password=secret").place())
        .isEqualTo("postgresql://h/n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lake",
        "mysql://u:secret@h/n",
        "host=/run/postgresql password=secret",
        "host=h password=secret oops",
        "postgres://u:secret@h/n?pool_max_conns=3"
      })
  void whatCannotBeUsedIsRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> ConnectionString.parse(text))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("database.postgres.connection_string cannot be used")
        .hasMessageNotContaining("secret");
  }
}
