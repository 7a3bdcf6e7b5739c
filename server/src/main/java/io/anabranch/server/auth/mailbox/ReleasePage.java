package io.anabranch.server.auth.mailbox;

import io.anabranch.server.auth.Anonymous;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.regex.Pattern;

/**
 * Asks somebody in a browser whether a program may sign on as them. It is no operation of the API,
 * and does nothing by itself.
 */
@Controller(ReleasePage.PATH)
class ReleasePage {

  static final String PATH = "/sign-on/release/";

  /** As tokens are; nothing else gets into the page. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private static final String START =
      """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <title>Sign on a program</title>
      <h1>A program asks to sign on as you</h1>
      <p>Go on only if you have just started it yourself, on your own machine. It may then do all
      that you may.</p>
      <p><a href="/api/v1/auth/get-token/release-token/\
      """;

  private static final String END =
      """
      ">Sign it on</a></p>
      <p>Otherwise close this page.</p>
      </html>
      """;

  /** Not in a frame of another page, where one could be made to click. */
  @Get(value = "{token}", produces = MediaType.TEXT_HTML)
  @Anonymous
  HttpResponse<String> ask(String token) {
    if (!TOKEN.matcher(token).matches()) {
      throw new FailureException(
          new Failure.NotFound("no program waits for this: have it begin to sign on again"));
    }
    return HttpResponse.ok(START + token + END)
        .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "same-origin")
        .header("Cache-Control", "no-store");
  }
}
