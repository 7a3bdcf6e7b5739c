package io.anabranch.server.audit;

import io.anabranch.server.postgres.AuditTable;
import io.anabranch.server.postgres.AuditTable.Event;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** On which stores repositories are that were named, but not looked at, as in refused requests. */
final class StorageIds {

  private StorageIds() {}

  static List<Event> fill(List<Event> events, AuditTable table) {
    Predicate<Event> lacking =
        event -> event.storageId().isEmpty() && event.repository().isPresent();
    Set<String> unknown =
        events.stream()
            .filter(lacking)
            .flatMap(event -> event.repository().stream())
            .collect(Collectors.toSet());
    if (unknown.isEmpty()) {
      return events;
    }
    Map<String, String> known = table.storageIds(unknown);
    return events.stream()
        .map(
            event ->
                lacking.test(event)
                    ? event.on(event.repository().map(known::get).filter(id -> !id.isEmpty()))
                    : event)
        .toList();
  }
}
