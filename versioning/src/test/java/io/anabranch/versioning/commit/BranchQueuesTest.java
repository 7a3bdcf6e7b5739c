package io.anabranch.versioning.commit;

import static io.anabranch.versioning.memory.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.memory.Repositories;
import io.anabranch.versioning.model.Repository;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BranchQueuesTest {

  private final Repository repository = Repositories.next();

  @Test
  void refusesWhenTheQueueIsFullOrTheWaitTooLong() throws Exception {
    BranchQueues queues = new BranchQueues(2, Duration.ofMillis(20));
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first =
          threads.submit(() -> queues.inTurn(repository, "b", () -> hold(running, end)));
      running.await();
      assertFails(Failure.Busy.class, () -> queues.inTurn(repository, "b", () -> "waited too long"))
          .contains("'b'");
      assertThat(queues.inTurn(repository, "other", () -> "free")).isEqualTo("free");
      assertThat(queues.inTurn(Repositories.next(), "b", () -> "free")).isEqualTo("free");
      end.countDown();
      assertThat(first.get()).isEqualTo("held");
    }
    assertThat(queues.inTurn(repository, "b", () -> "free again")).isEqualTo("free again");
    assertThat(queues.size()).isZero();

    BranchQueues single = new BranchQueues(1, Duration.ofMinutes(1));
    assertFails(
        Failure.Busy.class,
        () -> single.inTurn(repository, "b", () -> single.inTurn(repository, "b", () -> "full")));
    assertThat(single.size()).isZero();
  }

  private static String hold(CountDownLatch running, CountDownLatch end) {
    running.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return "held";
  }
}
