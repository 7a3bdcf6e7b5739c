package io.anabranch.cli.doctor;

import io.anabranch.doctor.Finding;
import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.AnabranchException;
import io.anabranch.sdk.ForbiddenException;
import io.anabranch.sdk.NotFoundException;
import io.anabranch.sdk.UnauthorizedException;
import io.anabranch.sdk.client.ApiException;
import io.anabranch.sdk.model.Config;
import io.anabranch.sdk.model.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a user of a server can look at. */
final class SignedIn {

  private final Anabranch server;
  private final String accessKeyId;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param accessKeyId that the user signs in with
   */
  SignedIn(Anabranch server, String accessKeyId) {
    this.server = server;
    this.accessKeyId = accessKeyId;
  }

  List<Finding> look() {
    if (isLetIn()) {
      configuration();
      List<Store> stores = asked("stores", this::stores);
      if (stores != null) {
        findings.addAll(new StoresExamination(server, stores).look());
      }
    }
    return findings;
  }

  private boolean isLetIn() {
    try {
      var user = server.auth().getCurrentUser().getUser();
      findings.add(Finding.ok("credentials", "signed in as " + user.getId()));
      return true;
    } catch (UnauthorizedException _) {
      findings.add(
          Finding.error(
              "credentials",
              "the server knows no key "
                  + accessKeyId
                  + " with this secret: check credentials.access_key_id and"
                  + " credentials.secret_access_key, in the file and in the environment"));
    } catch (AnabranchException | ApiException e) {
      findings.add(Finding.error("credentials", String.valueOf(e.getMessage())));
    }
    return false;
  }

  private void configuration() {
    Config config = asked("configuration", server.config()::getConfig);
    if (config == null) {
      return;
    }
    var version = config.getVersionConfig();
    findings.add(
        Finding.ok(
            "version",
            version == null
                ? "not told"
                : Objects.requireNonNullElse(version.getVersion(), "not told")));
    var several = config.getStorageConfigList();
    boolean any = config.getStorageConfig() != null || (several != null && !several.isEmpty());
    findings.add(
        any
            ? Finding.ok("configuration", "clients are told where data can be")
            : Finding.error("configuration", "clients are told of no store: configure one"));
  }

  /** Those of another server of this API cannot be looked at. */
  private @Nullable List<Store> stores() {
    try {
      return server.stores().listStores().getResults();
    } catch (NotFoundException _) {
      findings.add(
          Finding.warning("stores", "not looked at, as the server has no operation for it"));
      return null;
    }
  }

  /** Null when there was no answer, or not one to work with. */
  private <T> @Nullable T asked(String subject, Supplier<@Nullable T> question) {
    try {
      return question.get();
    } catch (ForbiddenException e) {
      findings.add(
          Finding.warning(subject, "not looked at, as this user may not: " + e.getMessage()));
    } catch (AnabranchException | ApiException e) {
      findings.add(Finding.error(subject, String.valueOf(e.getMessage())));
    }
    return null;
  }
}
