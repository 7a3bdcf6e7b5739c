package io.anabranch.benchmarks.load.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitDatabaseTest {

  @Test
  void understandsTheUrlsServersAreConfiguredWith() {
    assertThat(LimitDatabase.jdbc("postgres://me:se%20cret@db:6000/lake?sslmode=disable"))
        .isEqualTo(
            "jdbc:postgresql://db:6000/lake?sslmode=disable&user=me&password=se+cret"
                + "&prepareThreshold=1");
    assertThat(LimitDatabase.jdbc("postgres://db/lake"))
        .isEqualTo("jdbc:postgresql://db:5432/lake?prepareThreshold=1");
    assertThat(LimitDatabase.jdbc("jdbc:postgresql://db/lake?user=me"))
        .isEqualTo("jdbc:postgresql://db/lake?user=me&prepareThreshold=1");
  }
}
