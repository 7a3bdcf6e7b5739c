package io.anabranch.server.wiring;

import io.anabranch.server.config.ConfigurationSource;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.postgres.ChangeListener;
import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.StoreMapTable;
import io.anabranch.server.stores.lifecycle.CurrentStores;
import io.anabranch.server.stores.lifecycle.FirstContacts;
import io.anabranch.server.stores.lifecycle.StoreDatabase;
import io.anabranch.server.stores.lifecycle.StoreReload;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** The stores of a server, and what keeps them as configuration and database say. */
final class RunningStores implements AutoCloseable {

  private final ConnectedStores connected;
  private final FirstContacts contacts;
  private final StoreDatabase recorded;
  private final CurrentStores current;
  private final StoreReload reload;
  private final ChangeListener listener;

  private RunningStores(
      ServerConfiguration configuration,
      ConfigurationSource source,
      Database database,
      MeterRegistry meters)
      throws StartupFaults {
    var settings = configuration.stores();
    this.connected =
        new ConnectedStores(
            settings.single(), new BlockstoreFactory(meters, Clock.systemUTC())::open);
    this.contacts = new FirstContacts(connected);
    this.recorded = new StoreDatabase(new StoreMapTable(database), settings.signing());
    this.current =
        new CurrentStores(
            settings, connected, recorded, new DatabaseStoreRecords(database), contacts);
    this.reload = new StoreReload(configuration, source, current);
    List<String> faults = current.start();
    if (!faults.isEmpty()) {
      throw new StartupFaults(faults);
    }
    this.listener = new ChangeListener(database, ChangeListener.Subject.STORES, current::follow);
  }

  /**
   * @throws StartupFaults everything that forbids to start with these stores; then none is open
   */
  static RunningStores open(
      ServerConfiguration configuration,
      ConfigurationSource source,
      Database database,
      MeterRegistry meters)
      throws StartupFaults {
    return new RunningStores(configuration, source, database, meters);
  }

  /** What others are to be given, beside what they are given already. */
  Object[] with(Object... beans) {
    return Stream.concat(Stream.of(beans), Stream.of(connected, recorded, current, reload))
        .toArray();
  }

  StoreReload reload() {
    return reload;
  }

  @Override
  public void close() {
    listener.close();
    contacts.close();
    connected.close();
  }
}
