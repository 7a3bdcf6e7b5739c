/**
 * Which branches are protected, by patterns of their names. The main noun is the branch protection
 * of a repository; what it forbids, and where that is enforced, is said by {@code
 * ref.ProtectedBranches}.
 */
@NullMarked
package io.anabranch.versioning.protection;

import org.jspecify.annotations.NullMarked;
