/**
 * What a first run shows: the daily work with repositories, on a real data set that travels with
 * the program. It uses the server as any client does, over HTTP, and knows nothing of its inside.
 *
 * <p>Main noun: {@link io.anabranch.server.command.sample.SampleData}.
 */
@NullMarked
package io.anabranch.server.command.sample;

import org.jspecify.annotations.NullMarked;
