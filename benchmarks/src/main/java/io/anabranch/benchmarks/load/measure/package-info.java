/**
 * Runs something with several clients at once and says how fast it was. Its main nouns are {@link
 * io.anabranch.benchmarks.load.measure.Subject}, what is run, and {@link
 * io.anabranch.benchmarks.load.measure.Sample}, what came of it.
 *
 * <p>It must not know HTTP, SQL or files.
 */
@NullMarked
package io.anabranch.benchmarks.load.measure;

import org.jspecify.annotations.NullMarked;
