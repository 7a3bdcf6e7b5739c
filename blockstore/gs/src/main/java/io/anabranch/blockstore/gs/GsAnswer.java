package io.anabranch.blockstore.gs;

import com.google.api.client.http.HttpResponseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the store, or whoever gives out its tokens, said instead of doing what was asked.
 *
 * @param status of HTTP
 * @param code the reason in JSON, the code in XML, or the error of OAuth; empty for none
 * @param message for people; for finding out what is meant, never to be passed on
 */
record GsAnswer(int status, String code, String message) {

  private static final Pattern XML_CODE = Pattern.compile("<Code>(\\w+)</Code>");
  private static final Pattern REASON = Pattern.compile("\"reason\"\\s*:\\s*\"(\\w+)\"");
  private static final Pattern OAUTH = Pattern.compile("\"error\"\\s*:\\s*\"(\\w+)\"");

  static GsAnswer of(HttpResponseException e) {
    return of(e.getStatusCode(), e.getContent());
  }

  static GsAnswer of(int status, @Nullable String content) {
    String text = content == null ? "" : content;
    String code =
        find(XML_CODE, text).or(() -> find(REASON, text)).or(() -> find(OAUTH, text)).orElse("");
    return new GsAnswer(status, code, text);
  }

  boolean says(String words) {
    return message.contains(words);
  }

  private static Optional<String> find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
