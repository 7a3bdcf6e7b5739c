package io.anabranch.server.contract;

import io.micronaut.context.ApplicationContext;
import io.micronaut.web.router.Router;
import java.util.Map;
import java.util.TreeMap;

/** The operations of the document that have a route. */
public final class BuiltOperations {

  private BuiltOperations() {}

  /** The names of the methods that serve them, by their ids. */
  public static Map<String, String> methods() {
    try (var context = ApplicationContext.builder().eagerInitSingletons(false).start()) {
      var routes = new Routes(context.getBean(Router.class));
      Map<String, String> methods = new TreeMap<>();
      for (ApiOperation operation : Api.read().operations()) {
        routes.methods(operation).forEach(method -> methods.put(operation.id(), method));
      }
      return methods;
    }
  }
}
