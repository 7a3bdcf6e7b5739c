package io.anabranch.server.s3gateway.signature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The parameters of a query.
 *
 * @param parameters in the order they were sent
 */
record Query(List<Parameter> parameters) {

  private static final Comparator<Parameter> CANONICAL_ORDER =
      Comparator.comparing(Parameter::name).thenComparing(Parameter::value);

  /** One, name and value in {@linkplain UriEncoding canonical} spelling; the value may be empty. */
  record Parameter(String name, String value) {

    private static Parameter of(String raw) {
      int equals = raw.indexOf('=');
      return equals < 0
          ? new Parameter(UriEncoding.query(raw), "")
          : new Parameter(
              UriEncoding.query(raw.substring(0, equals)),
              UriEncoding.query(raw.substring(equals + 1)));
    }

    String decoded() {
      return UriEncoding.decode(value);
    }
  }

  static Query of(String raw) {
    if (raw.isEmpty()) {
      return new Query(List.of());
    }
    var parameters = new ArrayList<Parameter>();
    for (int from = 0; from <= raw.length(); ) {
      int ampersand = raw.indexOf('&', from);
      int end = ampersand < 0 ? raw.length() : ampersand;
      if (end > from) {
        parameters.add(Parameter.of(raw.substring(from, end)));
      }
      from = end + 1;
    }
    return new Query(parameters);
  }

  boolean has(String name) {
    return parameters.stream().anyMatch(each -> each.name().equals(name));
  }

  /**
   * What the parameter says.
   *
   * @param refused what to throw if it was sent more than once
   */
  Optional<String> single(String name, Supplier<? extends RuntimeException> refused) {
    List<Parameter> found =
        parameters.stream().filter(each -> each.name().equals(name)).limit(2).toList();
    if (found.size() > 1) {
      throw refused.get();
    }
    return found.stream().findFirst().map(Parameter::decoded);
  }

  /** Sorted by name, then value, without those of this name. */
  String canonicalWithout(String name) {
    return canonical(each -> !each.name().equals(name));
  }

  String canonical() {
    return canonical(each -> true);
  }

  private String canonical(Predicate<Parameter> which) {
    List<Parameter> sorted = parameters.stream().filter(which).sorted(CANONICAL_ORDER).toList();
    var result = new StringBuilder();
    for (Parameter each : sorted) {
      if (!result.isEmpty()) {
        result.append('&');
      }
      result.append(each.name()).append('=').append(each.value());
    }
    return result.toString();
  }
}
