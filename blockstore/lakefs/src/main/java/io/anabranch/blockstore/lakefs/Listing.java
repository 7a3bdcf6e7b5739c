package io.anabranch.blockstore.lakefs;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.Utf8Order;
import java.util.ArrayList;
import java.util.List;

/** Pages of what a commit holds. */
record Listing(Api api) {

  /** More is not given at once. */
  private static final int LARGEST_PAGE = 1_000;

  private static final ObjectPage NOTHING = new ObjectPage(List.of(), List.of(), "");

  ObjectPage page(ListRequest request) {
    if (request.container().isEmpty()) {
      // Objects are in repositories, so there are none; that the server is there can be told.
      api.requireAccess();
      return NOTHING;
    }
    Location at = Location.of(request.container(), request.prefix()).requireSettled();
    String after = request.after();
    boolean within = after.startsWith(at.start());
    if (!within && Utf8Order.compare(after, at.start()) > 0) {
      return NOTHING;
    }
    return api.findPage(
            at,
            within ? after.substring(at.start().length()) : "",
            request.delimiter(),
            Math.min(request.limit(), LARGEST_PAGE))
        .map(page -> page(at, page))
        .orElse(NOTHING);
  }

  private static ObjectPage page(Location prefix, JsonNode page) {
    List<ObjectInfo> objects = new ArrayList<>();
    List<String> commonPrefixes = new ArrayList<>();
    for (JsonNode stats : page.path("results")) {
      var at = new Location(prefix.repository(), prefix.ref(), stats.path("path").asText());
      if (stats.path("path_type").asText().equals("common_prefix")) {
        commonPrefixes.add(at.start() + at.path());
      } else {
        objects.add(ObjectStats.brief(at, stats));
      }
    }
    JsonNode pagination = page.path("pagination");
    boolean more = pagination.path("has_more").asBoolean();
    return new ObjectPage(
        objects,
        commonPrefixes,
        more ? prefix.start() + pagination.path("next_offset").asText() : "");
  }
}
