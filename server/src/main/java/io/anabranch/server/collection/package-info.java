/**
 * What collectors of garbage ask the server: retention rules, the commits to keep, the addresses of
 * what is not committed. Its main noun is the list of what to keep, a file on the repository's
 * store; nothing is deleted here.
 */
@NullMarked
package io.anabranch.server.collection;

import org.jspecify.annotations.NullMarked;
