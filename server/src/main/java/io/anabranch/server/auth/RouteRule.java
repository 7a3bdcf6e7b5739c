package io.anabranch.server.auth;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.ResourceTemplate;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.annotation.AnnotationValue;
import java.util.List;

/**
 * What the annotations of a controller's method say of who may call it.
 *
 * @param anonymous whether nobody needs to sign in
 * @param needs all needed, as far as path and query tell
 */
record RouteRule(boolean anonymous, List<Need> needs) {

  record Need(Action action, ResourceTemplate on) {}

  /**
   * @throws IllegalStateException when nothing is declared: such a route answers nobody
   */
  static RouteRule of(AnnotationMetadata metadata) {
    boolean anonymous = metadata.hasAnnotation(Anonymous.class);
    List<Need> needs =
        metadata.getAnnotationValuesByType(Permission.class).stream().map(RouteRule::need).toList();
    boolean declared =
        anonymous
            || !needs.isEmpty()
            || metadata.hasAnnotation(AnyUser.class)
            || metadata.hasAnnotation(PermissionByController.class);
    if (!declared || (anonymous && !needs.isEmpty())) {
      throw new IllegalStateException(
          "a route must say who may call it, with one of @Permission, @PermissionByController,"
              + " @AnyUser and @Anonymous");
    }
    return new RouteRule(anonymous, needs);
  }

  private static Need need(AnnotationValue<Permission> permission) {
    return new Need(
        permission.getRequiredValue("action", Action.class),
        ResourceTemplate.of(permission.getRequiredValue("on", String.class)));
  }
}
