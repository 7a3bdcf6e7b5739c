package io.anabranch.server.postgres;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * Rows in the text format of COPY (PostgreSQL manual, "COPY", "Text Format"): the cheapest way for
 * many rows to get into a table. Texts must not hold the character NUL. Not for use by many
 * threads.
 */
final class CopyText {

  private static final String NULL = "\\N";

  private final StringBuilder text = new StringBuilder();
  private boolean begun;

  CopyText value(String value) {
    separate();
    escape(value);
    return this;
  }

  CopyText value(long value) {
    separate();
    text.append(value);
    return this;
  }

  CopyText value(Optional<String> value) {
    return value.isPresent() ? value(value.get()) : none();
  }

  CopyText number(Optional<Long> value) {
    return value.isPresent() ? value(value.get()) : none();
  }

  /** As an array. */
  CopyText value(List<String> values) {
    separate();
    text.append('{');
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "\"" : ",\"");
      escape(values.get(i).replace("\\", "\\\\").replace("\"", "\\\""));
      text.append('"');
    }
    text.append('}');
    return this;
  }

  void endRow() {
    text.append('\n');
    begun = false;
  }

  /** The number of rows that were written, all of them. */
  long copyIn(Connection connection, String sql) throws SQLException {
    try {
      return connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(sql, new StringReader(text.toString()));
    } catch (IOException e) {
      throw new IllegalStateException("text in memory could not be read", e);
    }
  }

  private CopyText none() {
    separate();
    text.append(NULL);
    return this;
  }

  private void separate() {
    if (begun) {
      text.append('\t');
    }
    begun = true;
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
  }
}
