package io.anabranch.server.auth.mailbox;

import io.anabranch.server.auth.Anonymous;
import io.anabranch.server.auth.AnyUser;
import io.anabranch.server.auth.AuthenticationToken;
import io.anabranch.server.auth.ClientAddresses;
import io.anabranch.server.auth.Credentials;
import io.anabranch.server.auth.LoginLimits;
import io.anabranch.server.auth.Sessions;
import io.anabranch.server.auth.User;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.postgres.MailboxTable.Released;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sign-on of programs by way of a browser: operations of the tag {@code auth}. */
@Controller("/api/v1/auth/get-token")
@ExecuteOn(TaskExecutors.BLOCKING)
class MailboxController {

  private static final String MAILBOX = "X-LakeFS-Mailbox";
  private static final String FROM = "Sec-Fetch-Site";
  private static final String OIDC = "/api/anabranch/v1/auth/oidc/login?next=";

  private final Mailboxes mailboxes;
  private final Sessions sessions;
  private final LoginLimits limits;
  private final ClientAddresses addresses;
  private final boolean provider;

  MailboxController(
      Mailboxes mailboxes,
      Sessions sessions,
      LoginLimits limits,
      ClientAddresses addresses,
      ServerConfiguration configuration) {
    this.mailboxes = mailboxes;
    this.sessions = sessions;
    this.limits = limits;
    this.addresses = addresses;
    this.provider = configuration.auth().oidc().isPresent();
  }

  /** Where there is no provider, the browser asks for an access key by itself. */
  @Get("/start")
  @Anonymous
  HttpResponse<?> getTokenRedirect(HttpRequest<?> request) {
    limits.spend(addresses.of(request));
    var mailbox = mailboxes.open();
    String page = ReleasePage.PATH + mailbox.releaseToken();
    String target = provider ? OIDC + URLEncoder.encode(page, StandardCharsets.UTF_8) : page;
    return HttpResponse.status(HttpStatus.SEE_OTHER)
        .header("Location", target)
        .header(MAILBOX, mailbox.name())
        .header("Cache-Control", "no-store");
  }

  @Get("/mailboxes/{mailbox}")
  @Anonymous
  AuthenticationToken getTokenFromMailbox(String mailbox) {
    return AuthenticationToken.of(mailboxes.fetch(mailbox));
  }

  /**
   * A link that somebody was sent must not give their session away: browsers come from the page
   * that asks, or not at all.
   */
  @Get("/release-token/{loginRequestToken}")
  @AnyUser
  @Status(HttpStatus.NO_CONTENT)
  void releaseTokenToMailbox(HttpRequest<?> request, User user, String loginRequestToken) {
    String from = request.getHeaders().get(FROM);
    if (from != null && !from.equals("same-origin")) {
      throw new FailureException(
          new Failure.Forbidden(
              "a browser releases a session from the page that asks for it only: have the program"
                  + " begin to sign on again, and follow it there"));
    }
    mailboxes.release(loginRequestToken, new Released(user.id(), end(request)));
  }

  /** What is good for a short time must not become good for a long one. */
  private @Nullable Instant end(HttpRequest<?> request) {
    return switch (Credentials.of(request).orElseThrow()) {
      case Credentials.Key _ -> null;
      case Credentials.Token token -> {
        Sessions.Session session =
            sessions
                .verify(token.jwt())
                .orElseThrow(
                    () ->
                        new FailureException(
                            new Failure.Forbidden(
                                "a token of the provider releases no session: sign on in a"
                                    + " browser")));
        yield session.renewableUntil() == null ? session.end() : null;
      }
    };
  }
}
