package io.anabranch.benchmarks.stores;

import java.net.URI;

/** Where the objects go. The bucket is made if it is not there. */
record Place(URI endpoint, String accessKey, String secret, String bucket) {}
