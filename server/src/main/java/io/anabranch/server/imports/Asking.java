package io.anabranch.server.imports;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks a store about several objects at once. Safe for use by many threads. */
final class Asking {

  static final int AT_ONCE = 16;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final ExecutorService threads;

  Asking(ExecutorService threads) {
    this.threads = threads;
  }

  /**
   * The answers, in the order of the questions. Throws what a question throws; no question is under
   * way then.
   */
  <Q, A> List<A> all(List<Q> questions, Function<Q, A> ask) {
    List<A> answers = new ArrayList<>(questions.size());
    for (int i = 0; i < questions.size(); i += AT_ONCE) {
      var some = questions.subList(i, Math.min(i + AT_ONCE, questions.size()));
      answers.addAll(together(some, ask));
    }
    return answers;
  }

  private <Q, A> List<A> together(List<Q> questions, Function<Q, A> ask) {
    try {
      List<A> answers = new ArrayList<>(questions.size());
      for (Future<A> answer :
          threads.invokeAll(questions.stream().map(q -> call(q, ask)).toList())) {
        answers.add(answer.get());
      }
      return answers;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(
          new Failure.Unavailable("the import was interrupted: ask again", RETRY_AFTER), e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case FailureException failed -> throw new FailureException(failed.failure(), failed);
        case RuntimeException failed -> throw failed;
        case Error failed -> throw failed;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private static <Q, A> Callable<A> call(Q question, Function<Q, A> ask) {
    return () -> ask.apply(question);
  }
}
