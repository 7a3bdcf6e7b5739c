/**
 * What garbage collection must keep: commits that retention rules hold active, and what is staged
 * and not committed. Its main noun is the active commit; nothing is deleted here.
 */
@NullMarked
package io.anabranch.versioning.retention;

import org.jspecify.annotations.NullMarked;
