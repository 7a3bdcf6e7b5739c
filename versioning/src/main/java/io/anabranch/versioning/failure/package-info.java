/**
 * What can go wrong, as one sealed family. Kinds say what the caller should do; no kind knows a
 * protocol.
 */
@NullMarked
package io.anabranch.versioning.failure;

import org.jspecify.annotations.NullMarked;
