package io.anabranch.versioning.model;

import java.util.List;

/**
 * A branch and the staging areas over its head.
 *
 * @param head the commit it points to
 * @param stagingToken where changes are staged now
 * @param sealedTokens areas that are being committed, newest first; usually none
 */
public record Branch(
    int id,
    String name,
    CommitId head,
    StagingToken stagingToken,
    List<StagingToken> sealedTokens,
    boolean hidden) {}
