package io.anabranch.cli.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A search for the commit that broke something.
 *
 * @param commits those that may be it, newest first; the first one is known to be bad
 */
record Bisection(
    @JsonProperty("repository") String repository,
    @JsonProperty("commits") List<String> commits,
    @JsonProperty("log") List<String> log) {

  /** What to try next; nothing if the culprit is found. */
  @JsonIgnore
  Optional<String> next() {
    return commits.size() < 2 ? Optional.empty() : Optional.of(commits.get(commits.size() / 2));
  }

  /** All from the tried one on, back in time, are good. */
  Bisection good() {
    return with(commits.subList(0, commits.size() / 2), "good");
  }

  /** The tried one, or one before it, is the culprit. */
  Bisection bad() {
    return with(commits.subList(commits.size() / 2, commits.size()), "bad");
  }

  private Bisection with(List<String> left, String verdict) {
    var longer = new ArrayList<>(log);
    next().ifPresent(commit -> longer.add(verdict + " " + commit));
    return new Bisection(repository, List.copyOf(left), List.copyOf(longer));
  }
}
