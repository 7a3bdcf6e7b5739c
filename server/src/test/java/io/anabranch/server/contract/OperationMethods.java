package io.anabranch.server.contract;

import io.micronaut.context.ApplicationContext;
import io.micronaut.web.router.Router;
import java.util.Map;
import java.util.TreeMap;

/** What serves the operations of the document. */
public final class OperationMethods {

  private OperationMethods() {}

  /** The names of the methods that serve them, by their ids. */
  public static Map<String, String> byId() {
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
