package io.anabranch.server.auth;

import io.anabranch.server.access.Action;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the user must be allowed before an operation begins, and before its body is read. Several
 * are all needed.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Permissions.class)
public @interface Permission {

  Action action();

  /**
   * An ARN; in braces the names of variables of the path, or of parameters of the query. See {@link
   * On}.
   */
  String on();
}
