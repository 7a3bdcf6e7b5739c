/**
 * The storage format's building blocks: protobuf messages (generated), identity hashing and
 * varints. Its main noun is the encoded byte. It must not know the model: the model is built on it.
 */
@NullMarked
package io.anabranch.versioning.format;

import org.jspecify.annotations.NullMarked;
