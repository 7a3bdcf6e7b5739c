package io.anabranch.server.postgres.embedded;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Unpacked binaries.
 *
 * @param directory holds {@code bin}, {@code lib} and {@code share}
 * @param version as PostgreSQL prints it: {@code postgres (PostgreSQL) 18.6}
 */
record PostgresBinaries(Path directory, String version) {

  private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  String postgres() {
    return directory.resolve("bin/postgres").toString();
  }

  String initdb() {
    return directory.resolve("bin/initdb").toString();
  }

  /** Data directories of one major version are of one format. */
  String majorVersion() {
    var matcher = MAJOR.matcher(version);
    if (!matcher.find()) {
      throw new EmbeddedPostgresException("not a version of PostgreSQL: " + version);
    }
    return matcher.group(1);
  }
}
