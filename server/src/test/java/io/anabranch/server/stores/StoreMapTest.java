package io.anabranch.server.stores;

import static io.anabranch.server.stores.SampleStores.MEM;
import static io.anabranch.server.stores.SampleStores.several;
import static io.anabranch.server.stores.SampleStores.single;
import static io.anabranch.server.stores.SampleStores.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StoreMapTest {

  @Test
  void aSingleStoreIsKnownByTheEmptyIdOnly() {
    StoreMap map = single(MEM);

    assertThat(map.find("")).isPresent();
    assertThat(map.find("a")).isEmpty();
    assertThat(map.actualId("")).isEmpty();
    assertThat(map.actualId("a")).isEqualTo("a");
    assertThat(map.defaultStore()).isPresent();
    assertThat(failure(() -> map.getForNewRepository("a")))
        .isEqualTo(
            new Failure.Invalid(
                "storage id: invalid value: validation error: this server has a single store, so"
                    + " name none"));
  }

  @Test
  void severalStoresAreKnownByTheirIds() {
    StoreMap map = several(store("b", MEM), store("a", MEM));

    assertThat(map.stores()).extracting(Store::id).containsExactly("b", "a");
    assertThat(map.get("a").id()).isEqualTo("a");
    assertThat(map.find("")).isEmpty();
    assertThat(map.find("c")).isEmpty();
    assertThat(map.actualId("")).isEmpty();
    assertThat(map.defaultStore()).isEmpty();
    assertThat(failure(() -> map.getForNewRepository("")))
        .isEqualTo(
            new Failure.Invalid("storage id: invalid value: validation error: use one of b, a"));
    assertThat(failure(() -> map.get("c")))
        .isInstanceOf(Failure.Unavailable.class)
        .extracting(Failure::message)
        .asString()
        .contains("`c`");
  }

  @Test
  void theEmptyIdMeansTheBackwardCompatibleStore() {
    StoreMap map = several(store("a", MEM), store("b", true, MEM));

    assertThat(map.get("").id()).isEqualTo("b");
    assertThat(map.getForNewRepository("").id()).isEqualTo("b");
    assertThat(map.actualId("")).isEqualTo("b");
    assertThat(map.defaultStore().map(Store::id)).contains("b");
  }

  @Test
  void theChecksumFollowsDefinitionsAndOrder() {
    String checksum = several(store("a", MEM), store("b", MEM)).checksum();

    assertThat(several(store("a", MEM), store("b", MEM)).checksum()).isEqualTo(checksum);
    assertThat(several(store("b", MEM), store("a", MEM)).checksum()).isNotEqualTo(checksum);
    assertThat(several(store("a", MEM), store("b", true, MEM)).checksum()).isNotEqualTo(checksum);
  }

  @Test
  void idsThatCannotBeAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> several(store("", MEM)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> several(store("a", MEM), store("a", MEM)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreMap.of(1, true, List.of(store("a", MEM))));
  }

  private static Failure failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    FailureException thrown = catchThrowableOfType(FailureException.class, call);
    assertThat(thrown).isNotNull();
    return thrown.failure();
  }
}
