package io.anabranch.benchmarks.sortedrun;

import io.anabranch.versioning.sortedrun.SortedRunReader;
import java.lang.foreign.Arena;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The run, open and mapped into memory. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class OpenRun {

  private final Arena arena = Arena.ofShared();
  SortedRunReader reader;

  @Setup(Level.Trial)
  public void open(RunFile file) {
    reader = SortedRunReader.open(file.map(arena), "run");
  }

  @TearDown(Level.Trial)
  public void close() {
    arena.close();
  }
}
