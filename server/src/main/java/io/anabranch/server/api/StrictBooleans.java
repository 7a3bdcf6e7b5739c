package io.anabranch.server.api;

import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.TypeConverter;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads boolean parameters. The framework's own reading takes any word for false, so that a
 * misspelled {@code force=ture} would pass unnoticed.
 */
@Singleton
final class StrictBooleans implements TypeConverter<CharSequence, Boolean> {

  @Override
  public Optional<Boolean> convert(
      CharSequence text, Class<Boolean> targetType, ConversionContext context) {
    return switch (text.toString().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> Optional.of(true);
      case "false", "0" -> Optional.of(false);
      default -> {
        context.reject(text, new IllegalArgumentException("it must be true or false"));
        yield Optional.empty();
      }
    };
  }
}
