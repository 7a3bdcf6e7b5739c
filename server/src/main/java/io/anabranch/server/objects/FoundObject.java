package io.anabranch.server.objects;

import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Repository;

/** An object of a repository: the path that was asked for, and its entry. */
public record FoundObject(Repository repository, String path, Entry entry) {}
