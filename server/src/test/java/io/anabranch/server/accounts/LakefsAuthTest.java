package io.anabranch.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import io.lakefs.clients.sdk.ApiClient;
import io.lakefs.clients.sdk.ApiException;
import io.lakefs.clients.sdk.AuthApi;
import io.lakefs.clients.sdk.RepositoriesApi;
import io.lakefs.clients.sdk.model.ACL;
import io.lakefs.clients.sdk.model.GroupCreation;
import io.lakefs.clients.sdk.model.Policy;
import io.lakefs.clients.sdk.model.Statement;
import io.lakefs.clients.sdk.model.Statement.EffectEnum;
import io.lakefs.clients.sdk.model.UserCreation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Java client of the field, as published, administers users and feels what it did. */
@ExtendWith(SharedServer.class)
class LakefsAuthTest {

  private final TestServer server;

  LakefsAuthTest(TestServer server) {
    this.server = server;
  }

  private ApiClient client(String key, String secret) {
    var client = new ApiClient();
    client.setBasePath(server.uri() + "/api/v1");
    client.setUsername(key);
    client.setPassword(secret);
    return client;
  }

  private static void close(ApiClient client) {
    client.getHttpClient().dispatcher().executorService().shutdown();
    client.getHttpClient().connectionPool().evictAll();
  }

  @Test
  void administersUsers() throws ApiException {
    var admin = client(TestServer.ACCESS_KEY, TestServer.SECRET);
    var auth = new AuthApi(admin);
    String id = TestRepository.freshName("sdk");
    auth.createUser().userCreation(new UserCreation().id(id)).execute();
    auth.createGroup().groupCreation(new GroupCreation().id(id)).execute();
    var key = auth.createCredentials(id).execute();
    var own = client(key.getAccessKeyId(), key.getSecretAccessKey());
    assertThatThrownBy(() -> new RepositoriesApi(own).listRepositories().execute())
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getCode()).isEqualTo(403));

    var listing =
        new Statement().effect(EffectEnum.ALLOW).action(List.of("fs:List*")).resource("*");
    auth.createPolicy(new Policy().id(id).statement(List.of(listing))).execute();
    auth.attachPolicyToUser(id, id).execute();
    assertThat(new RepositoriesApi(own).listRepositories().execute().getResults()).isEmpty();

    auth.setGroupACL(id, new ACL().permission("Read")).execute();
    auth.addGroupMembership(id, id).execute();
    assertThat(auth.getGroupACL(id).execute().getPermission()).isEqualTo("Read");
    assertThat(auth.listUserPolicies(id).effective(true).execute().getResults())
        .extracting(Policy::getId)
        .containsExactly("AuthManageOwnCredentials", "FSReadAll", id);
    assertThat(new AuthApi(own).listUserCredentials(id).execute().getResults()).hasSize(1);
    assertThat(new AuthApi(own).getCurrentUser().execute().getUser().getId()).isEqualTo(id);

    auth.deleteUser(id).execute();
    assertThatThrownBy(() -> new AuthApi(own).getCurrentUser().execute())
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getCode()).isEqualTo(401));
    close(own);
    close(admin);
  }
}
