package io.anabranch.server.stores.lifecycle;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.Flags;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/** Operations of our own on all stores at once, tag {@code stores}. */
@Controller("/api/anabranch/v1/stores")
@ExecuteOn(TaskExecutors.BLOCKING)
class StoreMapController {

  private final StoreReload reload;
  private final StoreDatabase database;

  StoreMapController(StoreReload reload, StoreDatabase database) {
    this.reload = reload;
    this.database = database;
  }

  @Post("/reload")
  @Permission(action = Action.RELOAD_STORES, on = On.EVERYTHING)
  StoreReloadBody reloadStores(@Body @Nullable StoreReloadInput input) {
    boolean dryRun = input != null && Flags.isSet(input.dryRun());
    var outcome = reload.reload(dryRun);
    if (!outcome.faults().isEmpty()) {
      throw new FailureException(
          new Failure.Invalid(
              "the configuration cannot be used, so nothing has changed: "
                  + String.join("; ", outcome.faults())));
    }
    return StoreReloadBody.of(outcome, dryRun);
  }

  @Post("/reencrypt")
  @Permission(action = Action.REENCRYPT_STORES, on = On.EVERYTHING)
  ReencryptionBody reencryptStores() {
    var done = database.reencrypt();
    return new ReencryptionBody(done.changed(), done.unreadable());
  }
}
