package io.anabranch.blockstore.lakefs;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.http.HttpFailures;

/**
 * Finds out what of a location is not there, as the status of an answer does not tell. The server
 * may be one on which it is there again by then; that is no concern.
 */
record Missing(Api api, HttpFailures failures) {

  /** For a ref that was not found. */
  BlockstoreException ref(String what, Location at) {
    return failures.failure(
        Kind.NOT_FOUND,
        what,
        api.findRepository(at).isEmpty()
            ? "there is no repository `" + at.repository() + "`"
            : "there is no branch, tag or commit `"
                + at.ref()
                + "` in repository `"
                + at.repository()
                + "`, or nothing is committed to it");
  }

  /** For an object that was not found. */
  BlockstoreException object(String what, Location at) {
    return api.findLog(at).isEmpty()
        ? ref(what, at)
        : failures.failure(Kind.NOT_FOUND, what, "there is no such path in the commit");
  }

  /** For bytes that were not found. */
  BlockstoreException bytes(String what, Location at) {
    return api.findObject(at).isEmpty()
        ? object(what, at)
        : failures.failure(
            Kind.NOT_FOUND, what, "the path is in the commit, but its bytes are deleted there");
  }
}
