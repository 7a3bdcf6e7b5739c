package io.anabranch.server.auth.oidc;

import io.anabranch.server.auth.Anonymous;
import io.anabranch.server.auth.AuthenticationToken;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import java.net.URI;
import java.net.URISyntaxException;

/** Sign-on of clients that went to the provider themselves. */
@Controller("/api/v1/sts/login")
@ExecuteOn(TaskExecutors.BLOCKING)
class StsController {

  private final BrowserLogin login;

  StsController(BrowserLogin login) {
    this.login = login;
  }

  @Post
  @Anonymous
  AuthenticationToken stsLogin(@Valid @Body StsLogin sts) {
    URI redirect;
    try {
      redirect = new URI(sts.redirectUri());
    } catch (URISyntaxException e) {
      throw new FailureException(new Failure.Invalid("redirect_uri: is not a URI"));
    }
    return AuthenticationToken.of(login.exchange(sts.code(), redirect, sts.ttlSeconds()));
  }
}
