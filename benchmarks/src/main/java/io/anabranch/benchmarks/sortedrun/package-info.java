/**
 * Benchmarks of sorted runs against RocksDB, which reads and writes the same format: the same
 * records, the same options, and for reading the very same file. The main noun is {@link
 * io.anabranch.benchmarks.sortedrun.Records}. Nothing of trees or servers may be known here.
 */
@NullMarked
package io.anabranch.benchmarks.sortedrun;

import org.jspecify.annotations.NullMarked;
