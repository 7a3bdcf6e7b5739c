package io.anabranch.server.auth;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;

/** Gives a controller the user that {@link AuthenticationFilter} let in. */
@Singleton
final class UserBinder implements TypedRequestArgumentBinder<User> {

  @Override
  public Argument<User> argumentType() {
    return Argument.of(User.class);
  }

  @Override
  public BindingResult<User> bind(ArgumentConversionContext<User> context, HttpRequest<?> request) {
    return () -> CallerBinder.caller(request).map(Caller::user);
  }
}
