package io.anabranch.server.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Statements to run on one connection, which they must not keep. */
@FunctionalInterface
interface SqlWork<T extends @Nullable Object> {
  T run(Connection connection) throws SQLException;
}
