package io.anabranch.server.s3gateway.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.s3gateway.multipart.PartSizes.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PartSizesTest {

  @Test
  void aCommonUploadIsShort() {
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < 9_999; i++) {
      sizes.add(8L << 20);
    }
    sizes.add(1024L);
    assertThat(PartSizes.of(sizes)).hasToString("8388608*9999,1024");
    assertThat(PartSizes.of(List.of(0L))).hasToString("0");
  }

  @Test
  void partsLieWhereTheSizesBeforeThemSay() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      List<Long> sizes = new ArrayList<>();
      for (int i = 1 + random.nextInt(12); i > 0; i--) {
        sizes.add((long) random.nextInt(3));
      }
      PartSizes parsed = PartSizes.parse(PartSizes.of(sizes).toString()).orElseThrow();
      assertThat(parsed.count()).as("seed %d", seed).isEqualTo(sizes.size());
      long offset = 0;
      for (int i = 0; i < sizes.size(); i++) {
        assertThat(parsed.find(i + 1))
            .as("seed %d", seed)
            .contains(new Place(offset, sizes.get(i)));
        offset += sizes.get(i);
      }
      assertThat(parsed.bytes()).as("seed %d", seed).isEqualTo(offset);
      assertThat(parsed.find(0)).isEmpty();
      assertThat(parsed.find(sizes.size() + 1)).isEmpty();
    }
  }

  @Test
  void otherTextIsNone() {
    for (String text :
        List.of(
            "",
            ",",
            "1,",
            "-1",
            "1*0",
            "a",
            "1*",
            "*2",
            "1 ",
            "999999999999999999*99",
            "1*2*3",
            "1*10001")) {
      assertThat(PartSizes.parse(text)).as(text).isEmpty();
    }
  }
}
