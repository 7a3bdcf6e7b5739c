/**
 * What is kept of the files of trees near the server: in memory ({@link
 * io.anabranch.server.stores.cache.CachedRangeStorage}) and, below it, on disk ({@link
 * io.anabranch.server.stores.cache.DiskCachedRangeStorage}). Files never change, so nothing is ever
 * stale; the store has all of them, so everything here may be lost. Nothing here knows a store or
 * what is in a file.
 */
@NullMarked
package io.anabranch.server.stores.cache;

import org.jspecify.annotations.NullMarked;
