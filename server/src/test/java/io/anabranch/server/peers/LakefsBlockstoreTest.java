package io.anabranch.server.peers;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.lakefs.LakefsBlockstore;
import io.anabranch.blockstore.lakefs.LakefsSettings;
import io.anabranch.outgoing.AddressRules;
import io.anabranch.outgoing.OutgoingSettings;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** The adapter to other servers, against this one. */
@ExtendWith(SharedServer.class)
class LakefsBlockstoreTest extends BlockstoreContract {

  private static TestServer server;

  private TestRepository repository;

  @BeforeAll
  static void use(TestServer shared) {
    server = shared;
  }

  @Override
  protected Blockstore openStore() {
    repository = TestRepository.create(server.client());
    return new CommittedStore(
        repository,
        LakefsBlockstore.open(
            new LakefsSettings(
                server.uri(),
                TestServer.ACCESS_KEY,
                TestServer.SECRET,
                new OutgoingSettings(
                    AddressRules.allowing(List.of("127.0.0.1", "localhost")),
                    64,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10))),
            Clock.systemUTC()));
  }

  @Override
  protected String container() {
    return repository.name();
  }

  /** Each write that is looked at costs a commit. */
  @Override
  protected Set<ServerFault> serverFaults() {
    return Set.of(ServerFault.ONE_AT_A_TIME, ServerFault.SLOW_LISTING);
  }
}
