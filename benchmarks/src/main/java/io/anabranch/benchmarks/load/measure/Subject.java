package io.anabranch.benchmarks.load.measure;

import java.io.IOException;
import java.sql.SQLException;

/** Something whose speed is measured: an operation of the server, or a limit of the machine. */
public interface Subject {

  /** One word or two; the same in options, tables and JSON. */
  String name();

  /** Prepares one client. Its work is then done by one thread. */
  Client open(int number) throws Exception;

  /** The most clients it can have at this moment; a step is made with no more. */
  default int maxClients() throws Exception {
    return Integer.MAX_VALUE;
  }

  /** Bytes that one operation moves, when that is what matters; else zero. */
  default long bytesPerOperation() {
    return 0;
  }

  /** How many operations each client does in a step; zero: as many as the time allows. */
  default int operationsPerStep() {
    return 0;
  }

  /** One of the clients that run at the same time. */
  interface Client extends AutoCloseable {

    /** Makes ready for the next operation; its time is not the operation's. */
    default void prepare() throws Exception {}

    /** Does one operation; anything thrown is counted as an error. */
    void run() throws Exception;

    @Override
    default void close() throws IOException, SQLException {}
  }
}
