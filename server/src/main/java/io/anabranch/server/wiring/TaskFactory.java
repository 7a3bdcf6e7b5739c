package io.anabranch.server.wiring;

import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.TaskTable;
import io.anabranch.server.tasks.TaskSettings;
import io.anabranch.server.tasks.Tasks;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Background tasks over the database. */
@Factory
final class TaskFactory {

  @Singleton
  Tasks tasks(Database database) {
    return new Tasks(new TaskTable(database), TaskSettings.DEFAULT);
  }
}
