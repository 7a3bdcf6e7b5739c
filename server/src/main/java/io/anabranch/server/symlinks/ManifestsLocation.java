package io.anabranch.server.symlinks;

import io.micronaut.serde.annotation.Serdeable;

/** URI of the folder of all manifests. */
@Serdeable
record ManifestsLocation(String location) {}
