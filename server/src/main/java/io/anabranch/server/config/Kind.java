package io.anabranch.server.config;

import java.util.function.Function;

/**
 * What a key's value may be.
 *
 * @param name as the documentation calls it
 * @param placeholder stands in for a value that is missing or bad, until the faults are reported
 * @param parser reads what was written
 * @param print writes a value for people, secrets masked
 */
record Kind<T>(String name, T placeholder, Parser<T> parser, Function<T, String> print) {

  interface Parser<T> {
    T parse(Node node) throws BadValueException;
  }

  interface TextParser<T> {
    T parse(String text) throws BadValueException;
  }

  /** A kind that is written as one plain value. */
  static <T> Kind<T> scalar(
      String name, T placeholder, TextParser<T> parser, Function<T, String> print) {
    return new Kind<>(
        name,
        placeholder,
        node -> {
          if (node instanceof Node.Scalar(String text, String _)) {
            return parser.parse(text.strip());
          }
          throw new BadValueException("is a single value (" + name + "), not a list or a group");
        },
        print);
  }
}
