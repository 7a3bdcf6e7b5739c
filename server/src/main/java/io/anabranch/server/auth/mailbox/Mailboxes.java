package io.anabranch.server.auth.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.server.auth.Sessions.Token;
import io.anabranch.server.auth.SignOn;
import io.anabranch.server.postgres.MailboxTable;
import io.anabranch.server.postgres.MailboxTable.Released;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Mailboxes of all servers on a database. Each waits for ten minutes, and holds one session, which
 * is made when it is fetched. Safe for use by many threads.
 */
public final class Mailboxes {

  /**
   * A mailbox.
   *
   * @param name who knows it may fetch what is released
   * @param releaseToken who is signed on and knows it may release a session
   */
  record Mailbox(String name, String releaseToken) {
    @Override
    public String toString() {
      return "Mailbox[***]";
    }
  }

  private static final int NAME_BYTES = 32;
  private static final int MOST = 10_000;
  private static final Duration TIME = Duration.ofMinutes(10);
  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

  private final MailboxTable table;
  private final SignOn signOn;
  private final SecureRandom random;

  public Mailboxes(MailboxTable table, SignOn signOn, SecureRandom random) {
    this.table = table;
    this.signOn = signOn;
    this.random = random;
  }

  /**
   * @throws FailureException Busy when there are too many already
   */
  Mailbox open() {
    var mailbox = new Mailbox(name(), name());
    if (!table.create(hash(mailbox.name()), hash(mailbox.releaseToken()), TIME, MOST)) {
      throw new FailureException(
          new Failure.Busy("too many programs wait to be signed on: try again later", RETRY_AFTER));
    }
    return mailbox;
  }

  /**
   * @throws FailureException NotFound when nobody waits for it any more
   */
  void release(String releaseToken, Released released) {
    if (!table.release(hash(releaseToken), released)) {
      throw new FailureException(
          new Failure.NotFound(
              "no program waits for this any more: have it begin to sign on again"));
    }
  }

  /**
   * @throws FailureException NotFound as long as nothing was released, and after it was fetched
   */
  Token fetch(String name) {
    Released released =
        table
            .take(hash(name))
            .orElseThrow(
                () ->
                    new FailureException(
                        new Failure.NotFound(
                            "nothing is in this mailbox: finish signing on in the browser, within"
                                + " ten minutes")));
    return Optional.ofNullable(released.end())
        .map(end -> signOn.beginUntil(released.username(), end))
        .orElseGet(() -> signOn.begin(released.username()));
  }

  private String name() {
    byte[] name = new byte[NAME_BYTES];
    random.nextBytes(name);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(name);
  }

  private static byte[] hash(String name) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime lacks SHA-256", e);
    }
  }
}
