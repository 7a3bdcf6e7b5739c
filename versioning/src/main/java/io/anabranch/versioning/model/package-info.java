/**
 * The nouns of versioning: keys, entries, commits, branches and tags. Values only: nothing here
 * reads or writes.
 */
@NullMarked
package io.anabranch.versioning.model;

import org.jspecify.annotations.NullMarked;
