package io.anabranch.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.postgres.QuotaTable.Limits;
import io.anabranch.server.postgres.QuotaTable.Owner;
import io.anabranch.server.postgres.QuotaTable.Quota;
import io.anabranch.server.postgres.QuotaTable.Scope;
import io.anabranch.server.postgres.QuotaTable.Usage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class QuotaTableTest {

  private static final Owner ADA = new Owner(Scope.USER, "ada");
  private static final Owner LAKE = new Owner(Scope.REPOSITORY, "lake");
  private static final Owner HOT = new Owner(Scope.STORE, "hot");
  private static final List<Owner> ALL = List.of(ADA, LAKE, HOT);

  private final MigratedDatabase migrated = new MigratedDatabase();
  private final QuotaTable table = new QuotaTable(migrated.database());

  @AfterEach
  void close() {
    migrated.close();
  }

  private void set(Owner owner, long bytes, long objects) {
    table.set(
        owner,
        new Limits(Optional.of(bytes), Optional.of(objects), Optional.empty()),
        Optional.empty(),
        Optional.empty());
  }

  private Usage used(Owner owner) {
    return table.find(owner).map(Quota::used).orElseThrow();
  }

  @Test
  void chargesAreThoseOfANaiveModel() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<Owner, Usage> model = new HashMap<>();
    ALL.forEach(owner -> model.put(owner, new Usage(0, 0)));
    set(ADA, 500, 20);
    set(LAKE, 800, 10);
    set(HOT, 300, 50);
    Map<Owner, Usage> limits =
        Map.of(ADA, new Usage(500, 20), LAKE, new Usage(800, 10), HOT, new Usage(300, 50));
    for (int i = 0; i < 200; i++) {
      List<Owner> owners = ALL.stream().filter(_ -> random.nextBoolean()).toList();
      boolean back = random.nextInt(3) == 0;
      long sign = back ? -1 : 1;
      long bytes = sign * random.nextInt(100);
      long objects = sign * random.nextInt(3);
      boolean fits =
          back
              || owners.stream()
                  .allMatch(owner -> fits(bytes, objects, of(model, owner), of(limits, owner)));
      assertThat(table.charge(owners, bytes, objects).isEmpty())
          .as("seed %d", seed)
          .isEqualTo(fits);
      if (fits) {
        owners.forEach(
            owner ->
                model.compute(
                    owner,
                    (_, used) ->
                        new Usage(
                            Math.max(0, used.bytes() + bytes),
                            Math.max(0, used.objects() + objects))));
      }
      ALL.forEach(owner -> assertThat(used(owner)).as("seed %d", seed).isEqualTo(of(model, owner)));
    }
  }

  private static Usage of(Map<Owner, Usage> usages, Owner owner) {
    return usages.getOrDefault(owner, new Usage(0, 0));
  }

  private static boolean fits(long bytes, long objects, Usage used, Usage limit) {
    return (bytes == 0 || used.bytes() + bytes <= limit.bytes())
        && (objects == 0 || used.objects() + objects <= limit.objects());
  }

  @Test
  void twoServersLetNoMoreThroughThanThereIsRoom() throws Exception {
    set(ADA, 1_000, 1_000);
    set(HOT, 10_000, 1_000);
    try (Database second = migrated.open()) {
      List<QuotaTable> servers = List.of(table, new QuotaTable(second));
      var passed = new AtomicInteger();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 300; i++) {
          QuotaTable server = servers.get(i % 2);
          List<Owner> owners = i % 3 == 0 ? List.of(HOT, ADA) : List.of(ADA, HOT);
          threads.execute(
              () -> {
                if (server.charge(owners, 10, 1).isEmpty()) {
                  passed.incrementAndGet();
                }
              });
        }
      }
      assertThat(passed).hasValue(100);
      assertThat(used(ADA)).isEqualTo(new Usage(1_000, 100));
      assertThat(used(HOT)).isEqualTo(new Usage(1_000, 100));
    }
  }

  @Test
  void whatHasNoQuotaIsNotCounted() {
    assertThat(table.charge(ALL, Long.MAX_VALUE, 1)).isEmpty();
    set(ADA, Long.MAX_VALUE, 5);
    assertThat(table.charge(ALL, Long.MAX_VALUE, 1)).isEmpty();
    assertThat(table.charge(List.of(ADA), 1, 1)).as("a sum that is too large").isEmpty();
    long version = table.version();
    set(ADA, 3, 3);
    assertThat(table.version()).isGreaterThan(version);
    assertThat(used(ADA).objects()).as("limits do not change what is used").isEqualTo(2);
    assertThat(table.delete(ADA)).isTrue();
    assertThat(table.delete(ADA)).isFalse();
    assertThat(table.list("", "", 10)).isEmpty();
  }
}
