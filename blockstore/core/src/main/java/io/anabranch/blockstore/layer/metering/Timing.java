package io.anabranch.blockstore.layer.metering;

import io.anabranch.blockstore.layer.OperationListener;
import io.anabranch.blockstore.layer.OperationListener.Ending;
import java.util.function.Supplier;

/** Tells a listener of calls. */
record Timing(OperationListener listener) {

  <T> T time(String operation, Supplier<T> call) {
    long started = listener.now();
    Ending ending = Ending.OK;
    try {
      return call.get();
    } catch (RuntimeException | Error e) {
      ending = Ending.of(e);
      throw e;
    } finally {
      listener.ended(operation, ending, started);
    }
  }
}
