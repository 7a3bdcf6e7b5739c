package io.anabranch.server.auth.oidc;

import io.anabranch.server.auth.Anonymous;
import io.anabranch.server.auth.AuthenticationToken;
import io.anabranch.server.auth.ClientAddresses;
import io.anabranch.server.auth.LoginLimits;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpRequest;
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
  private final LoginLimits limits;
  private final ClientAddresses addresses;

  StsController(BrowserLogin login, LoginLimits limits, ClientAddresses addresses) {
    this.login = login;
    this.limits = limits;
    this.addresses = addresses;
  }

  @Post
  @Anonymous
  AuthenticationToken stsLogin(HttpRequest<?> request, @Valid @Body StsLogin sts) {
    URI redirect;
    try {
      redirect = new URI(sts.redirectUri());
    } catch (URISyntaxException e) {
      throw new FailureException(new Failure.Invalid("redirect_uri: is not a URI"));
    }
    return AuthenticationToken.of(
        limits.attempt(
            addresses.of(request), () -> login.exchange(sts.code(), redirect, sts.ttlSeconds())));
  }
}
