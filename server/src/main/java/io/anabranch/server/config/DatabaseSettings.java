package io.anabranch.server.config;

import java.nio.file.Path;
import java.time.Duration;

/** Where refs, commits, staged entries, users and tasks are kept. */
public record DatabaseSettings(Type type, Postgres postgres, Embedded embedded) {

  /** Who runs the database. */
  public enum Type {
    POSTGRES,
    EMBEDDED
  }

  /**
   * A PostgreSQL server that others run; meaningful when the type says so.
   *
   * @param connectionString a URI or JDBC URL; it usually holds the password
   */
  public record Postgres(
      Secret connectionString,
      int maxOpenConnections,
      int maxIdleConnections,
      Duration connectionMaxLifetime) {}

  /**
   * A PostgreSQL that this server starts and stops by itself; meaningful when the type says so.
   *
   * @param path absolute
   */
  public record Embedded(Path path) {}

  private static final Kind<Type> TYPE =
      Kind.scalar(
          "one of postgres, embedded",
          Type.EMBEDDED,
          DatabaseSettings::parseType,
          Kinds.oneOf(Type.class).print());

  static DatabaseSettings read(Section database) {
    Type type =
        database.required(
            "type",
            TYPE,
            "postgres is a server that you run; embedded is one that this server runs by itself,"
                + " for one machine.");
    database.ignored("drop_tables", "drop the database yourself");
    for (String other : new String[] {"local", "dynamodb", "cosmosdb", "redis"}) {
      database.ignored(other, "this server keeps its records in PostgreSQL");
    }
    boolean typed = database.has("type");
    return new DatabaseSettings(
        type,
        readPostgres(database.section("postgres", typed && type == Type.POSTGRES)),
        readEmbedded(database.section("embedded", typed && type == Type.EMBEDDED)));
  }

  private static Postgres readPostgres(Section postgres) {
    postgres.ignored("scan_page_size", "the server chooses page sizes by itself");
    postgres.ignored("metrics", "the pool's metrics are always at /metrics");
    return new Postgres(
        postgres.required(
            "connection_string",
            Kinds.SECRET,
            "Where the database is, and who to sign on as: postgres://user:password@host:5432/name."),
        postgres.value(
            "max_open_connections",
            Kinds.COUNT,
            25,
            "The most connections at once. Raise it with the number of busy clients."),
        postgres.value(
            "max_idle_connections", Kinds.COUNT, 25, "How many connections are kept when idle."),
        postgres.value(
            "connection_max_lifetime",
            Kinds.DURATION,
            Duration.ofMinutes(5),
            "Age at which a connection is replaced."));
  }

  private static Embedded readEmbedded(Section embedded) {
    return new Embedded(
        embedded
            .value(
                "path",
                embedded.pathKind(),
                embedded.home("anabranch/database"),
                "Folder that holds the database. Back it up with the server stopped.")
            .toAbsolutePath()
            .normalize());
  }

  private static Type parseType(String text) throws BadValueException {
    return switch (text) {
      case "postgres" -> Type.POSTGRES;
      case "embedded" -> Type.EMBEDDED;
      case "local", "mem" ->
          throw new BadValueException(
              "`"
                  + text
                  + "` is not supported; use embedded, which keeps its files in"
                  + " database.embedded.path");
      case "dynamodb", "cosmosdb", "redis" ->
          throw new BadValueException(
              "`" + text + "` is not supported; use postgres, or embedded on one machine");
      default ->
          throw new BadValueException(
              "`" + text + "` is not a type of database; use postgres or embedded");
    };
  }
}
