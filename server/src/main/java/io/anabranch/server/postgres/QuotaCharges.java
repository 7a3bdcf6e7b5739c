package io.anabranch.server.postgres;

import io.anabranch.server.postgres.QuotaTable.Owner;
import io.anabranch.server.postgres.QuotaTable.Quota;
import io.anabranch.server.postgres.QuotaTable.Usage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what many requests are about to store, in one transaction. The rows are locked, in their
 * order, before they are read, so that servers take turns and none of them lets too much through.
 */
final class QuotaCharges {

  private static final String LOCK =
      """
      SELECT q.* FROM quota q
      JOIN unnest(?::text[], ?::text[]) k(scope, name) ON q.scope = k.scope AND q.name = k.name
      ORDER BY q.scope, q.name FOR UPDATE OF q
      """;

  private static final String UPDATE =
      """
      UPDATE quota q SET used_bytes = u.bytes, used_objects = u.objects
      FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[]) u(scope, name, bytes, objects)
      WHERE q.scope = u.scope AND q.name = u.name
      """;

  /**
   * What a request is about to store, or gives back as negative numbers.
   *
   * @param owners who it counts for, each once
   */
  record Charge(List<Owner> owners, long bytes, long objects) {}

  /**
   * @param refusing the quota that has no room; empty when it was counted
   */
  record Outcome(Optional<Quota> refusing) {}

  private final Map<Owner, Quota> quotas;
  private final Map<Owner, Usage> used = new HashMap<>();

  private QuotaCharges(Map<Owner, Quota> quotas) {
    this.quotas = quotas;
  }

  static List<Outcome> run(Connection connection, List<Charge> charges) throws SQLException {
    return new Database.Commit<>(own -> charge(own, charges)).run(connection);
  }

  private static List<Outcome> charge(Connection connection, List<Charge> charges)
      throws SQLException {
    List<Owner> owners =
        charges.stream().flatMap(charge -> charge.owners().stream()).distinct().toList();
    Map<Owner, Quota> quotas = new LinkedHashMap<>();
    Sql.list(connection, QuotaTable::quota, LOCK, scopes(owners), names(owners))
        .forEach(quota -> quotas.put(quota.owner(), quota));
    var counted = new QuotaCharges(quotas);
    List<Outcome> outcomes = new ArrayList<>();
    charges.forEach(charge -> outcomes.add(counted.charge(charge)));
    counted.write(connection);
    return outcomes;
  }

  private Outcome charge(Charge charge) {
    List<Quota> concerned =
        charge.owners().stream().filter(quotas::containsKey).map(quotas::get).toList();
    for (Quota quota : concerned) {
      if (!hasRoom(quota, charge)) {
        return new Outcome(Optional.of(new Quota(quota.owner(), quota.limits(), used(quota))));
      }
    }
    concerned.forEach(quota -> used.put(quota.owner(), after(used(quota), charge)));
    return new Outcome(Optional.empty());
  }

  private Usage used(Quota quota) {
    return used.getOrDefault(quota.owner(), quota.used());
  }

  private boolean hasRoom(Quota quota, Charge charge) {
    Usage after = after(used(quota), charge);
    return (charge.bytes() <= 0 || after.bytes() <= quota.limits().bytes().orElse(Long.MAX_VALUE))
        && (charge.objects() <= 0
            || after.objects() <= quota.limits().objects().orElse(Long.MAX_VALUE));
  }

  private static Usage after(Usage before, Charge charge) {
    return new Usage(sum(before.bytes(), charge.bytes()), sum(before.objects(), charge.objects()));
  }

  /** What is too much for a number is too much for every limit. */
  private static long sum(long used, long change) {
    long sum = used + change;
    if (change > 0 && sum < used) {
      return Long.MAX_VALUE;
    }
    return Math.max(0, sum);
  }

  private void write(Connection connection) throws SQLException {
    List<Owner> changed = List.copyOf(used.keySet());
    if (changed.isEmpty()) {
      return;
    }
    long[] bytes = new long[changed.size()];
    long[] objects = new long[changed.size()];
    for (int i = 0; i < changed.size(); i++) {
      Usage now = used.getOrDefault(changed.get(i), new Usage(0, 0));
      bytes[i] = now.bytes();
      objects[i] = now.objects();
    }
    int rows = Sql.update(connection, UPDATE, scopes(changed), names(changed), bytes, objects);
    if (rows != changed.size()) {
      throw new IllegalStateException("a quota that is locked was not updated");
    }
  }

  private static String[] scopes(List<Owner> owners) {
    return owners.stream().map(owner -> owner.scope().text()).toArray(String[]::new);
  }

  private static String[] names(List<Owner> owners) {
    return owners.stream().map(Owner::name).toArray(String[]::new);
  }
}
