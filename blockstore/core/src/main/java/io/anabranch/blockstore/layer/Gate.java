package io.anabranch.blockstore.layer;

import java.util.function.Supplier;

/** What a layer does around every call, whatever the call is. */
public interface Gate {

  <T> T pass(Supplier<T> call);
}
