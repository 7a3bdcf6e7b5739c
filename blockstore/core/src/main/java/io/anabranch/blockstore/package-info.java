/**
 * The port to one object store, {@link io.anabranch.blockstore.Blockstore}, and the values that
 * cross it. Adapters implement it for a kind of store, layers implement it over another one to add
 * a single concern, and whoever stacks them sees nothing else.
 *
 * <p>Nothing here knows of repositories, of the entries that point at these bytes, of SQL or of
 * HTTP.
 */
@NullMarked
package io.anabranch.blockstore;

import org.jspecify.annotations.NullMarked;
