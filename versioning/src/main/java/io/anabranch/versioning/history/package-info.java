/**
 * How refs moved. Its main noun is the {@link io.anabranch.versioning.history.RefMove}: every
 * change of a branch, a tag or a repository is one, recorded with the change itself or not at all.
 * What is told of them to whom is none of the engine's business.
 */
@NullMarked
package io.anabranch.versioning.history;

import org.jspecify.annotations.NullMarked;
