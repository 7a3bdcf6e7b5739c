/**
 * Background work that outlives the request which asked for it: a {@link
 * io.anabranch.server.tasks.Task} is recorded in the database, run by the server that took it, and
 * followed from any. {@link io.anabranch.server.tasks.Tasks} bounds how many there are, and ends
 * those whose server died. It must not know what the tasks of a feature do, nor HTTP.
 */
@NullMarked
package io.anabranch.server.tasks;

import org.jspecify.annotations.NullMarked;
