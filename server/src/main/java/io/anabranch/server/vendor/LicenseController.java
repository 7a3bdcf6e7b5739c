package io.anabranch.server.vendor;

import io.anabranch.server.auth.AnyUser;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;

/** The operation of the tag {@code license}. */
@Controller("/api/v1/license")
class LicenseController {

  @Get
  @AnyUser
  License getLicense() {
    throw new FailureException(
        new Failure.Unsupported("Not Implemented: free software needs no license to be installed"));
  }

  @Serdeable
  record License(String token) {}
}
