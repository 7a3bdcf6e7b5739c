/**
 * The files of committed trees, for clients that read them from the store themselves. Its main noun
 * is the tree file, a range or a metarange; what is inside is the engine's business.
 */
@NullMarked
package io.anabranch.server.metadata;

import org.jspecify.annotations.NullMarked;
