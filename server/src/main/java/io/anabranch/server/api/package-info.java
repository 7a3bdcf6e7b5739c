/**
 * What several controllers say in the same words: paging, object statistics, refs and commits on
 * the wire, and how a request names a repository. Records and small rules only; no operation.
 */
@NullMarked
package io.anabranch.server.api;

import org.jspecify.annotations.NullMarked;
