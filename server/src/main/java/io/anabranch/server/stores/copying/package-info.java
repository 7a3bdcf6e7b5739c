/**
 * Copies what lies below one storage namespace to another, on the same store or on two. Its main
 * noun is {@link io.anabranch.server.stores.copying.NamespaceCopy}. It knows objects, not what
 * repositories refer to them.
 */
@NullMarked
package io.anabranch.server.stores.copying;

import org.jspecify.annotations.NullMarked;
