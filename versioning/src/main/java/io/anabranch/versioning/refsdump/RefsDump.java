package io.anabranch.versioning.refsdump;

import io.anabranch.versioning.model.MetaRangeId;

/** The trees that hold the refs of a repository, each by its metarange. */
public record RefsDump(MetaRangeId commits, MetaRangeId tags, MetaRangeId branches) {}
