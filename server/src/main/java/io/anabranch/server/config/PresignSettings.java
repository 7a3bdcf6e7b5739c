package io.anabranch.server.config;

import java.time.Duration;

/**
 * Links that let whoever holds one reach one object for a while, without credentials.
 *
 * @param expiry how long a link is good for, at least a second
 * @param enabled for the API
 * @param enabledForUi for a web page in a browser
 * @param multipart for the parts of an upload
 */
public record PresignSettings(
    Duration expiry, boolean enabled, boolean enabledForUi, boolean multipart) {

  /** What holds where nothing is set. */
  public static final PresignSettings DEFAULT =
      new PresignSettings(Duration.ofMinutes(15), true, false, true);

  /** As below, for a store whose own signatures allow no more. */
  static PresignSettings read(Section store, Duration longest) {
    PresignSettings presign = read(store);
    if (presign.expiry().compareTo(longest) > 0) {
      store.fault(
          "pre_signed_expiry",
          "is longer than the store allows; set " + longest.toHours() + "h at most");
    }
    return presign;
  }

  static PresignSettings read(Section store) {
    Duration expiry =
        store.value(
            "pre_signed_expiry",
            Kinds.DURATION,
            DEFAULT.expiry(),
            "How long a pre-signed link is good for.");
    if (expiry.toSeconds() < 1) {
      store.fault("pre_signed_expiry", "is less than a second; write 1s or more");
    }
    boolean disabled =
        store.value(
            "disable_pre_signed", Kinds.FLAG, false, "Whether to hand out no pre-signed links.");
    boolean disabledForUi =
        store.value(
            "disable_pre_signed_ui",
            Kinds.FLAG,
            true,
            "Whether web pages get no pre-signed links; they need CORS rules on the store.");
    boolean disabledForParts =
        store.value(
            "disable_pre_signed_multipart",
            Kinds.FLAG,
            false,
            "Whether clients may not upload parts by pre-signed links.");
    return new PresignSettings(
        expiry, !disabled, !disabled && !disabledForUi, !disabled && !disabledForParts);
  }
}
