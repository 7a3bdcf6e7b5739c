package io.anabranch.versioning.failure;

import java.time.Duration;

/**
 * Why an operation was refused or did not succeed, in terms of what the caller should do about it.
 * Messages are read by users: they name the thing and say what to change. They hold no secret, no
 * stack trace and nothing of how the server works inside.
 */
public sealed interface Failure {

  String message();

  /** Whether what was named is not there, or by its name cannot be. */
  default boolean isAbsence() {
    return this instanceof NotFound || this instanceof Invalid;
  }

  /** Name another thing: this one does not exist. */
  record NotFound(String message) implements Failure {}

  /** Name another thing: this one exists already. */
  record AlreadyExists(String message) implements Failure {}

  /** Change the request. */
  record Invalid(String message) implements Failure {}

  /** Sign in, with valid credentials. */
  record Unauthenticated(String message) implements Failure {}

  /** Not allowed here: a protected branch, a read-only repository. */
  record Forbidden(String message) implements Failure {}

  /** Read again and try again: the branch moved, or both sides changed the same paths. */
  record Conflict(String message) implements Failure {}

  /** Drop or refresh the condition that the request carried. */
  record PreconditionFailed(String message) implements Failure {}

  /** The range asked for lies outside the object. */
  record RangeNotSatisfiable(String message, long size) implements Failure {}

  /** The record exists, but the bytes it refers to are gone from the store. */
  record Gone(String message) implements Failure {}

  /** There is a limit to what may be stored, and this would pass it. */
  record OverQuota(String message) implements Failure {}

  /** Come back later: the server is at its limit. */
  record Busy(String message, Duration retryAfter) implements Failure {}

  /** Come back later: something the server needs (a store, the database) does not answer. */
  record Unavailable(String message, Duration retryAfter) implements Failure {}

  /** Look before you retry: the operation may or may not have taken place. */
  record OutcomeUnknown(String message) implements Failure {}

  /** This server cannot do that. */
  record Unsupported(String message) implements Failure {}

  /** Call the operator: what is stored is not what was written. */
  record Corrupt(String message) implements Failure {}
}
