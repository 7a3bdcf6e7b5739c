package io.anabranch.server.auth;

import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import java.security.SecureRandom;

/** First-run setup over HTTP. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
class SetupController {

  private final Installation installation;
  private final boolean provider;
  private final SecureRandom random = new SecureRandom();

  SetupController(Installation installation, ServerConfiguration configuration) {
    this.installation = installation;
    this.provider = configuration.auth().oidc().isPresent();
  }

  @Get("/setup_lakefs")
  @Anonymous
  SetupState getSetupState() {
    return SetupState.of(installation.isInitialized(), provider);
  }

  /** The only answer that ever holds the secret. */
  @Post("/setup_lakefs")
  @Anonymous
  CredentialsWithSecret setup(@Valid @Body Setup setup) {
    var given = setup.key();
    var key =
        given == null
            ? AccessKey.random(random)
            : new AccessKey(given.accessKeyId(), given.secretAccessKey());
    var made =
        installation
            .initialize(setup.username(), key)
            .orElseThrow(
                () ->
                    new FailureException(
                        new Failure.AlreadyExists(
                            "this installation is set up already: sign in with the key that setup"
                                + " showed")));
    return new CredentialsWithSecret(
        made.key().id(), made.key().secret(), made.creationDate().getEpochSecond());
  }

  /** Nothing is asked and nothing is sent anywhere, so there are no preferences to set. */
  @Post("/setup_comm_prefs")
  @Anonymous
  void setupCommPrefs(@Valid @Body CommPrefsInput preferences) {
    throw new FailureException(
        new Failure.PreconditionFailed("this server asks for no communication preferences"));
  }

  @Get("/auth/capabilities")
  @Anonymous
  AuthCapabilities getAuthCapabilities() {
    return new AuthCapabilities(false, false);
  }
}
