package io.anabranch.server.stores.lifecycle;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** All stores of the map in force. */
@Serdeable
record StoreListBody(long version, String checksum, List<StoreBody> results) {}
