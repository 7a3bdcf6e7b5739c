package io.anabranch.doctor;

/**
 * One thing that was looked at.
 *
 * @param subject what it is, such as {@code database} or {@code store `hot`: write}
 * @param message what was found, and what to do if something is wrong; no secret
 */
public record Finding(Severity severity, String subject, String message) {

  /** In the order of getting worse. */
  public enum Severity {
    /** As it should be. */
    OK,
    /** Could not be looked at, or works and may not for long. */
    WARNING,
    /** Requests fail, or the server does not start. */
    ERROR
  }

  public static Finding ok(String subject, String message) {
    return new Finding(Severity.OK, subject, message);
  }

  public static Finding warning(String subject, String message) {
    return new Finding(Severity.WARNING, subject, message);
  }

  public static Finding error(String subject, String message) {
    return new Finding(Severity.ERROR, subject, message);
  }
}
