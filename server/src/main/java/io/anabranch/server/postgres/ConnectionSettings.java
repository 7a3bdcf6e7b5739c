package io.anabranch.server.postgres;

import io.anabranch.server.config.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach PostgreSQL and how much to ask of it.
 *
 * @param connectionString {@code postgres://user:password@host:5432/name?sslmode=require}, the same
 *     as {@code key=value} words, or a JDBC URL
 * @param user when the string names none
 * @param password when the string holds none
 * @param maxOpenConnections of this server; 8 is plenty for two cores, because writers share
 *     transactions
 * @param maxIdleConnections how many of them are kept open when idle
 * @param connectionMaxLifetime after which a connection is replaced; at least 30 s
 * @param connectTimeout for opening one connection
 * @param waitLimit how long a call waits for a free connection before it is told to come back
 * @param statementTimeout after which the database cancels a statement, waits for locks included
 */
public record ConnectionSettings(
    Secret connectionString,
    Optional<String> user,
    Optional<Secret> password,
    int maxOpenConnections,
    int maxIdleConnections,
    Duration connectionMaxLifetime,
    Duration connectTimeout,
    Duration waitLimit,
    Duration statementTimeout) {

  private static final int MAX_OPEN_CONNECTIONS = 8;

  /** The defaults, for a connection string that says who signs on. */
  public static ConnectionSettings of(Secret connectionString) {
    return of(connectionString, Optional.empty(), Optional.empty());
  }

  /** The defaults, for a connection string that does not say who signs on. */
  public static ConnectionSettings of(String connectionString, String user, Secret password) {
    return of(new Secret(connectionString), Optional.of(user), Optional.of(password));
  }

  private static ConnectionSettings of(
      Secret connectionString, Optional<String> user, Optional<Secret> password) {
    return new ConnectionSettings(
        connectionString,
        user,
        password,
        MAX_OPEN_CONNECTIONS,
        MAX_OPEN_CONNECTIONS,
        Duration.ofMinutes(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30));
  }

  public ConnectionSettings withConnections(int maxOpen, int maxIdle, Duration maxLifetime) {
    return new ConnectionSettings(
        connectionString,
        user,
        password,
        maxOpen,
        maxIdle,
        maxLifetime,
        connectTimeout,
        waitLimit,
        statementTimeout);
  }

  public ConnectionSettings withTimeLimits(Duration connect, Duration wait, Duration statement) {
    return new ConnectionSettings(
        connectionString,
        user,
        password,
        maxOpenConnections,
        maxIdleConnections,
        connectionMaxLifetime,
        connect,
        wait,
        statement);
  }
}
