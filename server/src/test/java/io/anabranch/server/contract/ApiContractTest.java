package io.anabranch.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds every operation of the document to exactly one route of the same shape, and every route
 * below {@code /api/} to the document.
 *
 * <p>{@code not-built-yet.txt} lists the operations without a route. It can only shrink: a listed
 * operation that has a route fails, and so does an unlisted one that has none.
 */
class ApiContractTest {

  private static final String LIST = "not-built-yet.txt";

  private final Api api = Api.read();
  private ApplicationContext context;
  private Routes routes;

  @BeforeEach
  void start() {
    context = context();
    routes = new Routes(context.getBean(Router.class));
  }

  @AfterEach
  void stop() {
    context.close();
  }

  /** The application without its HTTP server: its routes are known, nothing listens. */
  protected ApplicationContext context() {
    return ApplicationContext.builder().eagerInitSingletons(false).start();
  }

  @TestFactory
  Stream<DynamicTest> everyOperationHasOneRouteOfItsShape() throws IOException {
    Set<String> notBuilt = notBuiltYet();
    return api.operations().stream()
        .map(
            operation -> {
              List<RouteShape> shapes = routes.of(operation);
              boolean built = !notBuilt.contains(operation.id());
              return DynamicTest.dynamicTest(operation.id(), () -> check(operation, shapes, built));
            });
  }

  @Test
  void everyRouteBelowApiIsDocumented() {
    Set<String> undocumented = new TreeSet<>(routes.below("/api/"));
    api.operations().forEach(operation -> undocumented.remove(operation.route()));
    assertThat(undocumented).isEmpty();
  }

  @Test
  void theListNamesOperationsOfTheDocument() throws IOException {
    assertThat(api.operations().stream().map(ApiOperation::id)).containsAll(notBuiltYet());
  }

  private void check(ApiOperation operation, List<RouteShape> shapes, boolean built) {
    String route = operation.route();
    if (!built) {
      assertThat(shapes.size())
          .as("%s is built: take %s off %s", route, operation.id(), LIST)
          .isZero();
      return;
    }
    assertThat(shapes)
        .as("routes for %s (a HEAD of its own needs headRoute = false on the GET)", route)
        .hasSize(1);
    assertThat(OperationCheck.differences(api, operation, shapes.getFirst())).as(route).isEmpty();
  }

  /** Ids of the operations without a route. */
  static Set<String> notBuiltYet() throws IOException {
    try (InputStream in = ApiContractTest.class.getResourceAsStream(LIST)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
