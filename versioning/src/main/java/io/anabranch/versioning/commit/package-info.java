/**
 * Commits: how they are made, the graph they form, and the port to where they are recorded. Moves
 * branches, one operation at a time for each; merges take their turn here too.
 */
@NullMarked
package io.anabranch.versioning.commit;

import org.jspecify.annotations.NullMarked;
