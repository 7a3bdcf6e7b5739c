package io.anabranch.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.web.router.Router;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds every operation of the document to exactly one route of the same shape, and every route
 * below {@code /api/} to the document.
 */
class ApiContractTest {

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
  Stream<DynamicTest> everyOperationHasOneRouteOfItsShape() {
    return api.operations().stream()
        .map(
            operation -> {
              List<RouteShape> shapes = routes.of(operation);
              return DynamicTest.dynamicTest(operation.id(), () -> check(operation, shapes));
            });
  }

  @Test
  void everyRouteBelowApiIsDocumented() {
    Set<String> undocumented = new TreeSet<>(routes.below("/api/"));
    api.operations().forEach(operation -> undocumented.remove(operation.route()));
    assertThat(undocumented).isEmpty();
  }

  private void check(ApiOperation operation, List<RouteShape> shapes) {
    String route = operation.route();
    assertThat(shapes)
        .as("routes for %s (a HEAD of its own needs headRoute = false on the GET)", route)
        .hasSize(1);
    assertThat(OperationCheck.differences(api, operation, shapes.getFirst())).as(route).isEmpty();
  }
}
