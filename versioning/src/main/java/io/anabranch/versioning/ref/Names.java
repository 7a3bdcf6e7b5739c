package io.anabranch.versioning.ref;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.Bounds;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.model.Key;
import java.util.regex.Pattern;

/**
 * The rules for names and paths, in one place. Each method hands back what it was given, or throws
 * Invalid with the rule.
 */
public final class Names {

  /** UTF-8 bytes of an object's path, a branch name or a tag name. */
  public static final int MAX_BYTES = 1024;

  private static final Pattern REPOSITORY = Pattern.compile("[a-z0-9][a-z0-9-]{2,62}");
  private static final Pattern BRANCH = Pattern.compile("\\w[-\\w]*");
  private static final Pattern NOT_IN_TAG =
      Pattern.compile("^@$|\\.$|\\.lock$|\\.\\.|/|@\\{|[\\x00-\\x20\\x7f^:?*\\[\\\\]");
  private static final Pattern NOT_IN_REF = Pattern.compile("[\\s\\x00-\\x20\\x7f]");

  /** The only place in a ref where spaces may be. */
  private static final Pattern TIME_IN_REF = Pattern.compile("@\\{[\\w .:+-]{1,64}}");

  private Names() {}

  public static String repository(String name) {
    if (!REPOSITORY.matcher(name).matches()) {
      throw invalid(
          "repository name",
          name,
          "3 to 63 lower-case letters, digits and dashes, beginning with a letter or digit");
    }
    return name;
  }

  public static String branch(String name) {
    if (!BRANCH.matcher(name).matches() || isTooLong(name)) {
      throw invalid(
          "branch name",
          name,
          "letters, digits, underscores and dashes, not beginning with a dash, 1 to 1024 of them");
    }
    return name;
  }

  public static boolean isBranch(String name) {
    return BRANCH.matcher(name).matches() && !isTooLong(name);
  }

  /** A pattern for names of branches; whether it is one that can match is not looked at. */
  public static String branchPattern(String pattern) {
    if (pattern.isEmpty() || isTooLong(pattern) || !isText(pattern)) {
      throw invalid(
          "pattern for branches", pattern, "1 to 1024 bytes of UTF-8 text without a NUL character");
    }
    return pattern;
  }

  public static String tag(String name) {
    if (name.isEmpty() || NOT_IN_TAG.matcher(name).find() || isTooLong(name) || !isText(name)) {
      throw invalid(
          "tag name",
          name,
          "1 to 1024 bytes, without spaces, control characters, '/', '..', '@{' and any of"
              + " ^ : ? * [ \\, not just '@', not ending in '.' or '.lock'");
    }
    return name;
  }

  /** An expression that may be parsed; see {@link RefExpression} for what is inside. */
  public static String ref(String expression) {
    if (expression.isEmpty()
        || NOT_IN_REF.matcher(TIME_IN_REF.matcher(expression).replaceAll("")).find()
        || expression.length() > 2 * MAX_BYTES
        || !isText(expression)) {
      throw invalid("ref", expression, "not empty, without spaces and control characters");
    }
    return expression;
  }

  /** The key of an object: 1 to 1024 bytes of UTF-8 without NUL, which the database cannot keep. */
  public static Key path(String path) {
    if (path.isEmpty() || isTooLong(path) || !isText(path)) {
      throw invalid("object path", path, "1 to 1024 bytes of UTF-8 text without a NUL character");
    }
    return Key.of(path);
  }

  /** What paths may be compared with: a prefix, a delimiter, a place in a list. May be empty. */
  public static Key partOfPath(String text) {
    if (isTooLong(text) || !isText(text)) {
      throw invalid(
          "prefix, delimiter or place in a list",
          text,
          "at most 1024 bytes of UTF-8 text without a NUL character");
    }
    return Key.of(text);
  }

  /** The keys of a page request; Invalid when no path could match them. */
  public static Bounds bounds(PageRequest request) {
    return new Bounds(
        partOfPath(request.prefix()), partOfPath(request.delimiter()), partOfPath(request.after()));
  }

  /** Whether a text has more than {@link #MAX_BYTES} in UTF-8. */
  public static boolean isTooLong(String text) {
    return text.length() > MAX_BYTES || text.getBytes(UTF_8).length > MAX_BYTES;
  }

  /** Whether the database can keep it: half of a surrogate pair would come back as a '?'. */
  private static boolean isText(String text) {
    return text.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(text);
  }

  private static FailureException invalid(String what, String value, String rule) {
    return new FailureException(
        new Failure.Invalid("'" + shown(value) + "' is not a " + what + ": it must be " + rule));
  }

  private static String shown(String value) {
    String shown = value.replaceAll("\\p{Cntrl}", "\uFFFD");
    return shown.length() <= 100 ? shown : shown.substring(0, 100) + "…";
  }
}
