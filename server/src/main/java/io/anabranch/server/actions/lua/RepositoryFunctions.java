package io.anabranch.server.actions.lua;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.actions.run.TreeObjects;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.auth.Caller;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.object.ListItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The package {@code lakefs}: what a script may do to repositories is what its user may. */
record RepositoryFunctions(
    VersioningEngine engine, RepositoryLookup repositories, TreeObjects objects, Caller caller) {

  private static final int MAX_OBJECT_BYTES = 4 << 20;
  private static final int OK = 200;
  private static final int CREATED = 201;

  LuaValue table() {
    return new Functions()
        .with("get_object", a -> failing(() -> getObject(a)))
        .with("stat_object", a -> failing(() -> statObject(a)))
        .with("list_objects", a -> failing(() -> listObjects(a)))
        .with("create_tag", a -> failing(() -> createTag(a)))
        .table();
  }

  /** What is refused is an error of the script, with the words that a request would get. */
  private static Varargs failing(Supplier<Varargs> call) {
    try {
      return call.get();
    } catch (FailureException e) {
      throw new LuaError(e.failure().message());
    }
  }

  private Varargs getObject(Varargs a) {
    Entry entry = entry(a);
    if (entry.size() > MAX_OBJECT_BYTES) {
      throw new LuaError("the object is larger than " + MAX_OBJECT_BYTES + " bytes");
    }
    byte[] bytes = objects.read(repositories.get(a.checkjstring(1)), entry);
    return answer(OK, LuaString.valueUsing(bytes));
  }

  private Varargs statObject(Varargs a) {
    return answer(OK, LuaValues.of(describe(a.checkjstring(3), entry(a))));
  }

  private Entry entry(Varargs a) {
    String path = a.checkjstring(3);
    caller.require(Action.READ_OBJECT, Resource.object(a.checkjstring(1), path));
    return engine
        .entries()
        .get(repositories.get(a.checkjstring(1)), a.checkjstring(2), path)
        .entry();
  }

  /** Arguments: repository, ref, after, prefix, delimiter, amount. */
  private Varargs listObjects(Varargs a) {
    String name = a.checkjstring(1);
    caller.require(Action.LIST_OBJECTS, Resource.repository(name));
    var request =
        new PageRequest(
            a.optjstring(4, ""), a.optjstring(5, ""), a.optjstring(3, ""), a.optint(6, 100));
    var page = engine.entries().list(repositories.get(name), a.checkjstring(2), request);
    List<Map<String, Object>> results =
        page.items().stream().map(RepositoryFunctions::describe).toList();
    String next = page.hasMore() ? String.valueOf(results.getLast().get("path")) : "";
    Map<String, Object> pagination =
        Map.of("has_more", page.hasMore(), "next_offset", next, "results", results.size());
    return answer(OK, LuaValues.of(Map.of("pagination", pagination, "results", results)));
  }

  /** Arguments: repository, ref, tag. */
  private Varargs createTag(Varargs a) {
    String name = a.checkjstring(1);
    String tag = a.checkjstring(3);
    caller.require(Action.CREATE_TAG, Resource.tag(name, tag));
    var made =
        engine
            .tags()
            .create(
                repositories.getWritable(name, false), tag, a.checkjstring(2), caller.user().id());
    return answer(
        CREATED, LuaValues.of(Map.of("id", made.name(), "commit_id", made.commitId().value())));
  }

  private static Map<String, Object> describe(ListItem item) {
    return switch (item) {
      case ListItem.CommonPrefix(var prefix) ->
          Map.of("path", prefix.toString(), "path_type", "common_prefix");
      case ListItem.ListedEntry(var entry) -> describe(entry.path().toString(), entry.entry());
    };
  }

  private static Map<String, Object> describe(String path, Entry entry) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("path", path);
    described.put("path_type", "object");
    described.put("checksum", entry.etag());
    described.put("size_bytes", entry.size());
    described.put("mtime", entry.lastModified().getEpochSecond());
    described.put("content_type", entry.contentType());
    described.put("metadata", entry.metadata());
    return described;
  }

  private static Varargs answer(int status, LuaValue body) {
    return LuaValue.varargsOf(LuaValue.valueOf(status), body);
  }
}
