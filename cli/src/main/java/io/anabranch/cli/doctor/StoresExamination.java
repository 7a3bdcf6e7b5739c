package io.anabranch.cli.doctor;

import io.anabranch.doctor.Finding;
import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.AnabranchException;
import io.anabranch.sdk.Pages;
import io.anabranch.sdk.client.ApiException;
import io.anabranch.sdk.model.Repository;
import io.anabranch.sdk.model.RepositoryList;
import io.anabranch.sdk.model.Store;
import io.anabranch.sdk.model.StoreCheckOptions;
import io.anabranch.sdk.model.StoreCheckStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** How each store of a server fares, and which repositories are hit where one does not. */
final class StoresExamination {

  /** Of repositories, in a message. */
  private static final int NAMES = 5;

  /** For all stores together, which are asked at once; they have limits of their own. */
  private static final int SECONDS = 300;

  private final Anabranch server;
  private final List<Store> stores;
  private final Map<String, List<Repository>> repositories = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();

  StoresExamination(Anabranch server, List<Store> stores) {
    this.server = server;
    this.stores = stores;
  }

  List<Finding> look() {
    repositories();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<List<Finding>>> looks =
          stores.stream().<Callable<List<Finding>>>map(store -> () -> look(store)).toList();
      for (Future<List<Finding>> look : threads.invokeAll(looks, SECONDS, TimeUnit.SECONDS)) {
        findings.addAll(look.isCancelled() ? List.of(late()) : look.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      findings.add(Finding.warning("stores", "not all were looked at: it was interrupted"));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return findings;
  }

  private static Finding late() {
    return Finding.error("stores", "one was not looked at within " + SECONDS + " s: ask again");
  }

  private void repositories() {
    try {
      Pages.of(
              after -> server.repositories().listRepositories("", after, Pages.LARGEST, null),
              RepositoryList::getResults,
              RepositoryList::getPagination)
          .forEach(
              repository ->
                  repositories
                      .computeIfAbsent(store(repository), _ -> new ArrayList<>())
                      .add(repository));
      findings.add(Finding.ok("repositories", counts()));
    } catch (AnabranchException | ApiException e) {
      findings.add(Finding.error("repositories", String.valueOf(e.getMessage())));
    }
    repositories.forEach(this::requireStore);
  }

  private String counts() {
    Map<String, Integer> counts = new TreeMap<>();
    repositories.forEach((store, some) -> counts.put(store, some.size()));
    return counts.isEmpty() ? "none" : "by store: " + counts;
  }

  /** Where there is one store, repositories may name none. */
  private String store(Repository repository) {
    String id = Objects.requireNonNullElse(repository.getStorageId(), "");
    return id.isEmpty() && stores.size() == 1 ? stores.getFirst().getStorageId() : id;
  }

  private void requireStore(String id, List<Repository> some) {
    if (stores.stream().noneMatch(store -> store.getStorageId().equals(id))) {
      findings.add(
          Finding.error(
              "repositories",
              "there is no store `" + id + "` for " + names(some) + ": configure it"));
    }
  }

  private List<Finding> look(Store store) {
    String subject = "store `" + store.getStorageId() + "`";
    List<Finding> found = new ArrayList<>();
    found.addAll(check(store, subject));
    found.add(health(store, subject));
    List<Repository> hit = repositories.getOrDefault(store.getStorageId(), List.of());
    boolean away = found.stream().anyMatch(one -> one.severity() == Finding.Severity.ERROR);
    if (away && !hit.isEmpty()) {
      found.add(Finding.error("repositories", "hit by " + subject + ": " + names(hit)));
    }
    return found;
  }

  private static String names(List<Repository> some) {
    List<String> first = some.stream().limit(NAMES).map(Repository::getId).toList();
    int more = some.size() - first.size();
    return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
  }

  /** Where its repositories are is where it must work. */
  private List<Finding> check(Store store, String subject) {
    var options = new StoreCheckOptions();
    repositories.getOrDefault(store.getStorageId(), List.of()).stream()
        .findFirst()
        .ifPresent(one -> options.storageNamespace(one.getStorageNamespace()));
    try {
      return server.stores().checkStore(store.getStorageId(), options).getSteps().stream()
          .map(step -> finding(subject, step))
          .toList();
    } catch (AnabranchException e) {
      return List.of(
          e.status() == 400
              ? Finding.warning(subject, "not checked: " + e.getMessage())
              : Finding.error(subject, String.valueOf(e.getMessage())));
    } catch (ApiException e) {
      return List.of(Finding.error(subject, String.valueOf(e.getMessage())));
    }
  }

  private static Finding finding(String store, StoreCheckStep step) {
    String subject = store + ": " + step.getName();
    return switch (step.getOutcome()) {
      case PASSED ->
          Finding.ok(subject, String.format(Locale.ROOT, "%.0f ms", step.getMilliseconds()));
      case SKIPPED -> Finding.ok(subject, step.getMessage());
      case FAILED -> Finding.error(subject, step.getMessage());
    };
  }

  /** After the check, which it takes into account. */
  private Finding health(Store store, String subject) {
    String about = subject + ": health";
    try {
      var health = server.stores().getStoreHealth(store.getStorageId());
      String reasons = String.join("; ", health.getReasons());
      return switch (health.getState()) {
        case HEALTHY -> Finding.ok(about, "healthy");
        case DEGRADED -> Finding.warning(about, "degraded: " + reasons);
        case UNAVAILABLE -> Finding.error(about, "unavailable: " + reasons);
      };
    } catch (AnabranchException | ApiException e) {
      return Finding.error(about, String.valueOf(e.getMessage()));
    }
  }
}
