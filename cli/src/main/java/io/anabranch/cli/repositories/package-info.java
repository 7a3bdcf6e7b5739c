/**
 * {@code anabranch repo …}, and what belongs to a repository as a whole: protected branches, refs
 * dumped and restored.
 */
@NullMarked
package io.anabranch.cli.repositories;

import org.jspecify.annotations.NullMarked;
