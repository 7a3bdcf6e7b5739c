package io.anabranch.versioning.protection;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A pattern over whole texts: {@code *} stands for any characters, {@code ?} for one, {@code [a-z]}
 * for one of these, {@code [!a-z]} for one of the others, {@code {a,b}} for either pattern; a
 * backslash takes the next character as it is. Matching takes time in proportion to the lengths of
 * pattern and text, whatever the pattern.
 */
public final class Glob {

  /** One part of a pattern. */
  private sealed interface Part {

    /**
     * @param from places in the text where the part may begin
     * @return the places where it may end
     */
    BitSet ends(String text, BitSet from);
  }

  private record Anything() implements Part {
    @Override
    public BitSet ends(String text, BitSet from) {
      BitSet ends = new BitSet();
      if (!from.isEmpty()) {
        ends.set(from.nextSetBit(0), text.length() + 1);
      }
      return ends;
    }
  }

  /**
   * One character of these ranges.
   *
   * @param bounds first and last of each range, one after the other
   */
  private record OneOf(String bounds, boolean negated) implements Part {
    @Override
    public BitSet ends(String text, BitSet from) {
      BitSet ends = new BitSet();
      from.stream()
          .filter(place -> place < text.length() && admits(text.charAt(place)))
          .forEach(place -> ends.set(place + 1));
      return ends;
    }

    private boolean admits(char character) {
      boolean within = false;
      for (int i = 0; i < bounds.length(); i += 2) {
        within |= character >= bounds.charAt(i) && character <= bounds.charAt(i + 1);
      }
      return within != negated;
    }
  }

  private record Sequence(List<Part> parts) implements Part {
    @Override
    public BitSet ends(String text, BitSet from) {
      BitSet places = from;
      for (Part part : parts) {
        places = part.ends(text, places);
      }
      return places;
    }
  }

  private record AnyOf(List<Part> choices) implements Part {
    @Override
    public BitSet ends(String text, BitSet from) {
      BitSet ends = new BitSet();
      choices.forEach(choice -> ends.or(choice.ends(text, from)));
      return ends;
    }
  }

  /** Says that a pattern is none; never leaves {@link #parse}. */
  private static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private static final class Parser {

    private static final int MAX_DEPTH = 32;

    private final String pattern;
    private int at;

    Parser(String pattern) {
      this.pattern = pattern;
    }

    Part whole() throws MalformedException {
      Part part = sequence(0);
      require(at == pattern.length());
      return part;
    }

    /** Up to the end, or to the comma or brace that ends it within braces. */
    private Part sequence(int depth) throws MalformedException {
      List<Part> parts = new ArrayList<>();
      while (at < pattern.length() && !(depth > 0 && (next() == ',' || next() == '}'))) {
        parts.add(part(depth));
      }
      return new Sequence(List.copyOf(parts));
    }

    private Part part(int depth) throws MalformedException {
      char character = take();
      return switch (character) {
        case '*' -> new Anything();
        case '?' -> new OneOf("", true);
        case '[' -> characters();
        case '{' -> choices(depth + 1);
        case '\\' -> literal(take());
        default -> literal(character);
      };
    }

    private Part characters() throws MalformedException {
      boolean negated = at < pattern.length() && (next() == '!' || next() == '^');
      if (negated) {
        at++;
      }
      StringBuilder bounds = new StringBuilder();
      do {
        char first = character();
        boolean isRange =
            at + 1 < pattern.length() && next() == '-' && pattern.charAt(at + 1) != ']';
        if (isRange) {
          at++;
        }
        bounds.append(first).append(isRange ? character() : first);
      } while (at < pattern.length() && next() != ']');
      require(at < pattern.length());
      at++;
      return new OneOf(bounds.toString(), negated);
    }

    private char character() throws MalformedException {
      char character = take();
      return character == '\\' ? take() : character;
    }

    private Part choices(int depth) throws MalformedException {
      require(depth <= MAX_DEPTH);
      List<Part> choices = new ArrayList<>();
      char end;
      do {
        choices.add(sequence(depth));
        end = take();
      } while (end == ',');
      return new AnyOf(List.copyOf(choices));
    }

    private static Part literal(char character) {
      return new OneOf("" + character + character, false);
    }

    private char next() {
      return pattern.charAt(at);
    }

    private char take() throws MalformedException {
      require(at < pattern.length());
      return pattern.charAt(at++);
    }

    private static void require(boolean wellFormed) throws MalformedException {
      if (!wellFormed) {
        throw new MalformedException();
      }
    }
  }

  private final Part pattern;

  private Glob(Part pattern) {
    this.pattern = pattern;
  }

  /** Empty when a bracket or a brace is not closed, or a backslash is the last character. */
  public static Optional<Glob> parse(String pattern) {
    try {
      return Optional.of(new Glob(new Parser(pattern).whole()));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  public boolean matches(String text) {
    BitSet start = new BitSet();
    start.set(0);
    return pattern.ends(text, start).get(text.length());
  }
}
