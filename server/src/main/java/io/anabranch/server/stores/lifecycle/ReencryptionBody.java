package io.anabranch.server.stores.lifecycle;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** What became of definitions that were encrypted with another key than the current one. */
@Serdeable
record ReencryptionBody(int changed, List<String> unreadable) {}
