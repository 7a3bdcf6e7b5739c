package io.anabranch.versioning.ref;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.CommitId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A ref as it is written: a name, such as {@code main}, and modifiers, such as {@code ~2} or
 * {@code @{yesterday}}, which apply from left to right.
 *
 * @param name of a branch or tag, or a commit id, or the beginning of one
 */
public record RefExpression(String name, List<Modifier> modifiers) {

  private static final Pattern FORM =
      Pattern.compile("([^~^@$]+)(?:@\\{([^{}]*)})?((?:[~^][0-9]*|[@$])*)");
  private static final Pattern MODIFIER = Pattern.compile("([~^@$])([0-9]*)");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final int MAX_DIGITS = 9;

  /** A step from one commit to another, or a choice of what a branch stands for. */
  public sealed interface Modifier {

    /** {@code ~N}: the first parent, N times over; N is 1 when left out. */
    record Ancestor(int steps) implements Modifier {}

    /** {@code ^N}: the N-th parent, from 1; 0 is the commit itself. N is 1 when left out. */
    record Parent(int number) implements Modifier {}

    /** {@code @}: the head of a branch, without what is staged. */
    record Head() implements Modifier {}

    /** {@code $}: a branch with what is staged on it. */
    record Staged() implements Modifier {}

    /** {@code @{time}}: what the head of a branch was then. The first of all modifiers. */
    record At(Moment moment) implements Modifier {}

    /** {@code @{N}}: what the head of a branch was N moves ago. The first of all modifiers. */
    record Prior(int moves) implements Modifier {}
  }

  public RefExpression {
    modifiers = List.copyOf(modifiers);
  }

  /** Throws Invalid when the text is no ref expression. */
  public static RefExpression parse(String text) {
    Matcher matcher = FORM.matcher(Names.ref(text));
    if (!matcher.matches()) {
      throw invalid(text);
    }
    List<Modifier> modifiers = new ArrayList<>();
    if (matcher.group(2) != null) {
      modifiers.add(past(text, matcher.group(2)));
    }
    for (Matcher found = MODIFIER.matcher(matcher.group(3)); found.find(); ) {
      modifiers.add(modifier(text, found.group(1), found.group(2)));
    }
    boolean choosesBranch =
        modifiers.stream()
            .anyMatch(m -> m instanceof Modifier.Head || m instanceof Modifier.Staged);
    if (choosesBranch && modifiers.size() > 1) {
      throw invalid(text);
    }
    return new RefExpression(matcher.group(1), modifiers);
  }

  /**
   * Whether this means a branch and what is staged on it, if there is a branch of the name: no
   * other ref goes before a branch but a whole commit id.
   */
  public boolean mayBeBranchWithStaged() {
    boolean plain = modifiers.isEmpty() || modifiers.getFirst() instanceof Modifier.Staged;
    return plain && Names.isBranch(name) && !CommitId.isCommitId(name);
  }

  private static Modifier modifier(String text, String sign, String digits) {
    if (digits.length() > MAX_DIGITS) {
      throw invalid(text);
    }
    int number = digits.isEmpty() ? 1 : Integer.parseInt(digits);
    return switch (sign.charAt(0)) {
      case '~' -> new Modifier.Ancestor(number);
      case '^' -> new Modifier.Parent(number);
      case '@' -> new Modifier.Head();
      default -> new Modifier.Staged();
    };
  }

  private static Modifier past(String text, String which) {
    if (NUMBER.matcher(which).matches()) {
      return new Modifier.Prior(Integer.parseInt(which));
    }
    return Moment.parse(which).map(Modifier.At::new).orElseThrow(() -> invalidMoment(text, which));
  }

  private static FailureException invalidMoment(String text, String which) {
    return new FailureException(
        new Failure.Invalid(
            ("'%s': '%s' is not a point in time: write @{2026-01-02T03:04:05Z}, @{2026-01-02},"
                    + " @{3 days ago}, @{yesterday}, or @{N} for what the branch was N moves ago")
                .formatted(text, which)));
  }

  private static FailureException invalid(String text) {
    return new FailureException(
        new Failure.Invalid(
            "'"
                + text
                + "' is not a ref: it must be a branch, tag or commit id, which ~N and ^N may"
                + " follow, or a branch with @ or $ alone at its end; @{time} comes right after a"
                + " branch"));
  }
}
