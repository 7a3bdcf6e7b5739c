/**
 * A client cheap enough to share two cores with the server it measures: one blocking socket for
 * each client, requests that are built once. Its main noun is {@link
 * io.anabranch.benchmarks.load.http.HttpConnection}.
 *
 * <p>It must not know what the requests mean.
 */
@NullMarked
package io.anabranch.benchmarks.load.http;

import org.jspecify.annotations.NullMarked;
