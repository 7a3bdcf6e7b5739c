/**
 * Pull requests: wishes to merge one branch into another, until somebody does. Its main noun is the
 * pull request; how branches are merged is the engine's business.
 */
@NullMarked
package io.anabranch.server.pulls;

import org.jspecify.annotations.NullMarked;
