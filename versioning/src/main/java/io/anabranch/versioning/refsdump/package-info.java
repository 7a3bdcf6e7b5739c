/**
 * All refs and commits of a repository as three trees beside its data, to move it to another server
 * or keep it safe. Its main noun is the refs dump; the format is that of docs/formats.
 */
@NullMarked
package io.anabranch.versioning.refsdump;

import org.jspecify.annotations.NullMarked;
