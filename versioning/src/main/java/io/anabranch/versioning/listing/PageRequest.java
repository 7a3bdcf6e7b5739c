package io.anabranch.versioning.listing;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;

/**
 * Which part of a list of paths is asked for.
 *
 * @param prefix only paths that start with it; empty for all
 * @param delimiter paths that share what follows the prefix, up to and including the delimiter, are
 *     listed as one; empty for no such grouping
 * @param after only what comes after this path or group, which need not exist; empty for all
 * @param amount items, 1 to 1,000
 */
public record PageRequest(String prefix, String delimiter, String after, int amount) {

  public static final int DEFAULT_AMOUNT = 100;
  public static final int MAX_AMOUNT = 1000;

  public PageRequest {
    amount = amount(amount);
  }

  /** All paths, ungrouped, from the first one on. */
  public static PageRequest first(int amount) {
    return new PageRequest("", "", "", amount);
  }

  /** The amount to list when this many are asked for: none and less mean the default. */
  public static int amount(int requested) {
    if (requested > MAX_AMOUNT) {
      throw new FailureException(
          new Failure.Invalid(
              "a page holds at most " + MAX_AMOUNT + " items; " + requested + " were asked for"));
    }
    return requested <= 0 ? DEFAULT_AMOUNT : requested;
  }
}
