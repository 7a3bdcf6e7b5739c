package io.anabranch.server.vendor;

import io.anabranch.server.auth.AnyUser;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/** The operations of the tag {@code remotes}: there are no remote catalogs, whatever their name. */
@Controller("/api/v1/iceberg/remotes/{catalog}")
class IcebergRemotesController {

  @Post("/push")
  @Status(HttpStatus.NO_CONTENT)
  @AnyUser
  void pushIcebergTable(String catalog, @Valid @Body @Nullable Push push) {
    throw noCatalog(catalog);
  }

  @Post("/pull")
  @Status(HttpStatus.NO_CONTENT)
  @AnyUser
  void pullIcebergTable(String catalog, @Valid @Body @Nullable Pull pull) {
    throw noCatalog(catalog);
  }

  private static FailureException noCatalog(String catalog) {
    return new FailureException(
        new Failure.NotFound(
            "there is no remote catalog '%s': this server knows none".formatted(catalog)));
  }
}
