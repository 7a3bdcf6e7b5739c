package io.anabranch.server.wiring;

import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.MultipartTable;
import io.anabranch.server.s3gateway.multipart.UploadIds;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Uploads in parts over the database. */
@Factory
final class MultipartFactory {

  @Singleton
  MultipartTable multipartTable(Database database) {
    return new MultipartTable(database);
  }

  @Singleton
  UploadIds uploadIds(InstantSource clock) {
    return new UploadIds(clock, new SecureRandom());
  }
}
