package io.anabranch.benchmarks.stores;

import java.io.IOException;
import java.nio.file.Path;

/** One way to move an object's bytes. */
interface Subject extends AutoCloseable {

  String name();

  /** Writes a file as the object. */
  void put(Path file) throws IOException;

  /** Reads the object to its end and drops the bytes. */
  void get() throws IOException;

  @Override
  void close();
}
