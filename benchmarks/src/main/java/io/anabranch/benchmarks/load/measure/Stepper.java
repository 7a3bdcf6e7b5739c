package io.anabranch.benchmarks.load.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import org.jspecify.annotations.Nullable;

/**
 * Runs a subject with some clients, each on a platform thread of its own: they block in plain
 * system calls, which is the cheapest there is. Each client does the next operation when the last
 * one is done. Nothing is counted during the warm-up.
 *
 * @param warmup before each step, with the same clients
 * @param time of a step, unless the subject says how many operations it wants
 */
public record Stepper(Duration warmup, Duration time) {

  public Sample run(Subject subject, int clients) throws Exception {
    List<Subject.Client> open = new ArrayList<>();
    try {
      int possible = Math.min(clients, subject.maxClients());
      for (int i = 0; i < possible; i++) {
        open.add(subject.open(i));
      }
      return run(subject, open);
    } finally {
      for (Subject.Client client : open) {
        client.close();
      }
    }
  }

  private Sample run(Subject subject, List<Subject.Client> clients) throws InterruptedException {
    var warm = new Phaser(clients.size());
    List<Run> runs = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (Subject.Client client : clients) {
      var run = new Run(client, warm, subject.operationsPerStep());
      runs.add(run);
      threads.add(Thread.ofPlatform().name("client").start(run));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return merge(runs);
  }

  private static Sample merge(List<Run> runs) {
    var latencies = new Latencies();
    double rate = 0;
    long errors = 0;
    String error = null;
    for (Run run : runs) {
      latencies.add(run.latencies);
      rate += run.latencies.count() / (Math.max(1, run.busyNanos) / 1e9);
      errors += run.errors;
      error = error == null ? run.error : error;
    }
    return Sample.of(runs.size(), rate, latencies, errors, error);
  }

  /** One client's step. Its fields are read after its thread has ended. */
  private final class Run implements Runnable {

    private final Subject.Client client;
    private final Phaser warm;
    private final int operations;
    private final Latencies latencies = new Latencies();
    private long busyNanos;
    private long errors;
    private @Nullable String error;

    Run(Subject.Client client, Phaser warm, int operations) {
      this.client = client;
      this.warm = warm;
      this.operations = operations;
    }

    @Override
    public void run() {
      warmUp();
      warm.arriveAndAwaitAdvance();
      long deadline = System.nanoTime() + time.toNanos();
      int done = 0;
      do { // Once at least, also when the machine was busy elsewhere all the time.
        step();
        done++;
      } while (operations == 0 ? System.nanoTime() < deadline : done < operations);
    }

    /** Ends at the first error: the step itself will count them. */
    private void warmUp() {
      try {
        long end = System.nanoTime() + warmup.toNanos();
        for (int i = 0; operations == 0 ? System.nanoTime() < end : i < 1; i++) {
          client.prepare();
          client.run();
        }
      } catch (Exception e) {
        error = e.toString();
      }
    }

    private void step() {
      long start = System.nanoTime();
      try {
        client.prepare();
        start = System.nanoTime();
        client.run();
        latencies.add(System.nanoTime() - start);
      } catch (Exception e) {
        errors++;
        error = error == null ? e.toString() : error;
      } finally {
        busyNanos += System.nanoTime() - start;
      }
    }
  }
}
