/**
 * The ids of things that are named by what they contain. Its main noun is the commit's identity; it
 * must not know where anything is kept.
 */
@NullMarked
package io.anabranch.versioning.identity;

import org.jspecify.annotations.NullMarked;
