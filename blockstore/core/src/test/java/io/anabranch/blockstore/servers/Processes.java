package io.anabranch.blockstore.servers;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Ends processes with their children; those that are kept running, at the latest with this one. */
final class Processes {

  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Processes::kill), "end test servers"));
  }

  private Processes() {}

  static void keep(Process process) {
    RUNNING.add(process);
  }

  /** Returns when the process is gone. */
  static void end(Process process) {
    kill(process);
    process.onExit().join();
    RUNNING.remove(process);
  }

  private static void kill(Process process) {
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .forEach(ProcessHandle::destroyForcibly);
  }
}
