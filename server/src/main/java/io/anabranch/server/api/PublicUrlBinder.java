package io.anabranch.server.api;

import io.micronaut.context.BeanProvider;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives controllers the URL of this server. */
@Singleton
final class PublicUrlBinder implements TypedRequestArgumentBinder<PublicUrl> {

  private final BeanProvider<PublicUrls> urls;

  /** The framework makes its binders before anything can be asked for. */
  PublicUrlBinder(BeanProvider<PublicUrls> urls) {
    this.urls = urls;
  }

  @Override
  public Argument<PublicUrl> argumentType() {
    return Argument.of(PublicUrl.class);
  }

  @Override
  public BindingResult<PublicUrl> bind(
      ArgumentConversionContext<PublicUrl> context, HttpRequest<?> request) {
    return () -> Optional.of(urls.get().of(request));
  }
}
