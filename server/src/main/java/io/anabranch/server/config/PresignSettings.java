package io.anabranch.server.config;

import java.time.Duration;

/**
 * Links that let a client reach the store directly for a while.
 *
 * @param expiry how long a link is good for
 * @param enabled for the API
 * @param enabledForUi for a web page in a browser
 */
public record PresignSettings(Duration expiry, boolean enabled, boolean enabledForUi) {

  static PresignSettings read(Section store) {
    Duration expiry =
        store.value(
            "pre_signed_expiry",
            Kinds.DURATION,
            Duration.ofMinutes(15),
            "How long a pre-signed link is good for.");
    boolean disabled =
        store.value(
            "disable_pre_signed", Kinds.FLAG, false, "Whether to hand out no pre-signed links.");
    boolean disabledForUi =
        store.value(
            "disable_pre_signed_ui",
            Kinds.FLAG,
            true,
            "Whether web pages get no pre-signed links; they need CORS rules on the store.");
    return new PresignSettings(expiry, !disabled, !disabled && !disabledForUi);
  }
}
