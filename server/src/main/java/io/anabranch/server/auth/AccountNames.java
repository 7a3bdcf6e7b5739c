package io.anabranch.server.auth;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What users, groups and policies may be called. Names stand in ARNs and in paths of URLs, and
 * people compare them by eye.
 */
public final class AccountNames {

  private static final int MAX_LENGTH = 255;

  /** Control and invisible characters, what has a meaning in patterns or in paths. */
  private static final Pattern REFUSED = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}/\\\\*?${}]");

  private AccountNames() {}

  /**
   * @param kind what it is to name, for people
   * @return the same
   * @throws FailureException Invalid when it may not be called so
   */
  public static String require(String kind, @Nullable String name) {
    if (name == null || name.isBlank() || name.length() > MAX_LENGTH) {
      throw invalid("id: a %s needs an id of 1 to %d characters".formatted(kind, MAX_LENGTH));
    }
    if (REFUSED.matcher(name).find() || name.equals(".") || name.equals("..")) {
      throw invalid(
          "id: the id of a %s has no slashes, asterisks, question marks, dollars, braces and no"
                  .formatted(kind)
              + " invisible characters");
    }
    if (!name.equals(name.strip()) || !Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
      throw invalid(
          "id: the id of a %s has no spaces around it, and its letters in composed form (NFC)"
              .formatted(kind));
    }
    return name;
  }

  public static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }

  public static FailureException notFound(String kind, String name) {
    return new FailureException(new Failure.NotFound("there is no %s '%s'".formatted(kind, name)));
  }

  public static FailureException alreadyExists(String kind, String name) {
    return new FailureException(
        new Failure.AlreadyExists(
            "there is a %s '%s' already: choose another id".formatted(kind, name)));
  }
}
