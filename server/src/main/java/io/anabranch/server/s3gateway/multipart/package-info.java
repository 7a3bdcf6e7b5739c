/**
 * Uploads in parts, the same on every store: what is known of them is in PostgreSQL, their bytes
 * are in the store of the repository. Knows nothing of HTTP.
 *
 * <p>What holds, whoever is killed whenever:
 *
 * <ul>
 *   <li>A part that was answered is durable, in the store and in a row, and is what {@code
 *       complete} joins, unless a later one of its number was begun.
 *   <li>An upload is open; then being completed, from when on no part is added; its row goes after
 *       the entry was staged. A failure in between leaves it so that the same call made again goes
 *       on from there. What the store refuses to join opens it again.
 *   <li>Of requests that complete an upload at once the latest has the claim on it, and only who
 *       has it at the moment of staging stages; an entry that is there already is staged by nobody
 *       again. Once one was answered, none stages any more.
 *   <li>Aborting and expiring drop parts, never an object: another request may have just staged it.
 *       An object that was joined and then not staged, since the upload was aborted or a condition
 *       did not hold, stays in the store until collection, as that of a conditional upload does.
 *   <li>What is stored counts against quotas when it is completed; until then each part needs room
 *       for itself. So nothing has to be given back for what is abandoned.
 * </ul>
 *
 * <p>Not guaranteed: a part that is sent while another of its number is, or just when completing
 * begins, may replace that in the store without being answered; then completing answers
 * InvalidPart, and the part is to be sent again. A server that is killed just after the store has
 * begun an upload leaves one there without parts and without a row.
 */
@NullMarked
package io.anabranch.server.s3gateway.multipart;

import org.jspecify.annotations.NullMarked;
