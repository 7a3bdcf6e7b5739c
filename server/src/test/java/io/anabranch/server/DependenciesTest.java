package io.anabranch.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.anabranch.blockstore.Blockstore;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The table of ARCHITECTURE.md, "What may depend on what". */
class DependenciesTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.anabranch");

  private static final String[] FEATURES = {
    "repositories",
    "branches",
    "tags",
    "commits",
    "refs",
    "objects",
    "metadata",
    "refsdump",
    "imports",
    "clones",
    "accounts",
    "pulls",
    "collection",
    "symlinks",
    "usage",
    "vendor",
    "actions",
    "events",
    "audit",
    "quotas"
  };

  @Test
  void theEngineIsPure() {
    noClasses()
        .that()
        .resideInAPackage("io.anabranch.versioning..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "io.anabranch.versioning..", "java..", "com.google.protobuf..", "org.jspecify..")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "java.net..", "javax..")
        .because("it must be tested, replayed and benchmarked alone")
        .check(CLASSES);
  }

  @Test
  void theEngineTakesClockAndChanceFromOutside() {
    var engine = noClasses().that().resideInAPackage("io.anabranch.versioning..");
    engine.should().callMethod(Instant.class, "now").check(CLASSES);
    engine.should().callMethod(UUID.class, "randomUUID").check(CLASSES);
    engine.should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
    engine.should().callMethod(System.class, "getenv", String.class).check(CLASSES);
    engine.should().callMethod(System.class, "currentTimeMillis").check(CLASSES);
  }

  @Test
  void thePortOfStoresKnowsNobody() {
    noClasses()
        .that()
        .resideInAPackage("io.anabranch.blockstore..")
        .and()
        .resideOutsideOfPackages(
            "io.anabranch.blockstore.s3..",
            "io.anabranch.blockstore.gs..",
            "io.anabranch.blockstore.azure..",
            "io.anabranch.blockstore.http..",
            "io.anabranch.blockstore.lakefs..",
            "io.anabranch.blockstore.layer.retry..",
            "io.anabranch.blockstore.layer.breaker..",
            "io.anabranch.blockstore.layer.health..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "io.anabranch.blockstore..", "java..", "io.micrometer..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void librariesOfStoresStayInTheirPackages() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.anabranch.blockstore.s3..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.anabranch.blockstore.gs..", "io.anabranch.versioning..", packageOf("actions.lua"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.anabranch.blockstore.gs..", "io.anabranch.outgoing..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.hc..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.anabranch.blockstore.azure..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.azure..", "com.microsoft..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.anabranch.blockstore.layer.retry..",
            "io.anabranch.blockstore.layer.breaker..",
            packageOf("events"),
            packageOf("quotas"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.github.resilience4j..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.anabranch.blockstore.layer.health..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.HdrHistogram..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(packageOf("collection"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.parquet..")
        .check(CLASSES);
  }

  @Test
  void theRefsToolIsAClient() {
    noClasses()
        .that()
        .resideInAPackage("io.anabranch.refs..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "io.anabranch.refs..",
            "io.anabranch.sdk..",
            "io.anabranch.versioning..",
            "com.fasterxml.jackson..",
            "picocli..",
            "java..",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void outgoingRequestsKnowNothingOfStores() {
    noClasses()
        .that()
        .resideInAPackage("io.anabranch.outgoing..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "io.anabranch.outgoing..", "java..", "javax.net..", "org.apache.hc..", "org.jspecify..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("io.anabranch.blockstore.http..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "io.anabranch.blockstore..",
            "io.anabranch.outgoing..",
            "java..",
            "javax.net..",
            "org.jspecify..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("io.anabranch.blockstore.lakefs..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "io.anabranch.blockstore",
            "io.anabranch.blockstore.http..",
            "io.anabranch.blockstore.lakefs..",
            "io.anabranch.outgoing..",
            "com.fasterxml.jackson..",
            "java..",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void layersPassOnWhatAdaptersNeedNotSay() {
    List<String> defaults =
        Arrays.stream(Blockstore.class.getMethods())
            .filter(Method::isDefault)
            .map(Method::getName)
            .toList();
    assertThat(defaults).contains("settle");
    classes()
        .that()
        .implement(Blockstore.class)
        .and()
        .resideInAnyPackage("io.anabranch.blockstore.layer..", packageOf("wiring"))
        .should(
            new ArchCondition<JavaClass>("declare " + defaults) {
              @Override
              public void check(JavaClass layer, ConditionEvents events) {
                var declared = layer.getMethods().stream().map(JavaMethod::getName).toList();
                events.add(
                    new SimpleConditionEvent(
                        layer, declared.containsAll(defaults), layer.getName() + ": " + declared));
              }
            })
        .check(CLASSES);
  }

  @Test
  void onlyTheWiringKnowsAdaptersAndLayers() {
    noClasses()
        .that()
        .resideInAPackage("io.anabranch.server..")
        .and()
        .resideOutsideOfPackage(packageOf("wiring"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.anabranch.blockstore.layer..",
            "io.anabranch.blockstore.local..",
            "io.anabranch.blockstore.memory..",
            "io.anabranch.blockstore.s3..",
            "io.anabranch.blockstore.gs..",
            "io.anabranch.blockstore.azure..",
            "io.anabranch.blockstore.http..",
            "io.anabranch.blockstore.lakefs..")
        .check(CLASSES);
  }

  @Test
  void onlyThePostgresPackageSpeaksSql() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.anabranch.server.postgres..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer..")
        .check(CLASSES);
  }

  @Test
  void onlyTheBytesPackageSpeaksNetty() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.anabranch.server.bytes..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "io.micronaut.http.netty..", "io.micronaut.buffer..")
        .check(CLASSES);
  }

  @Test
  void featuresDoNotKnowEachOther() {
    for (String feature : FEATURES) {
      for (String other : FEATURES) {
        // Whatever stores something asks the quotas first.
        if (!feature.equals(other) && !other.equals("quotas")) {
          noClasses()
              .that()
              .resideInAPackage(packageOf(feature))
              .should()
              .dependOnClassesThat()
              .resideInAPackage(packageOf(other))
              .check(CLASSES);
        }
      }
    }
  }

  @Test
  void whatPoliciesMeanIsPure() {
    noClasses()
        .that()
        .resideInAPackage(packageOf("access"))
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            packageOf("access"),
            "io.anabranch.outgoing..",
            "io.anabranch.versioning.failure..",
            "com.fasterxml.jackson.core..",
            "java..",
            "org.jspecify..")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..")
        .check(CLASSES);
  }

  @Test
  void whatIsSignedForS3IsPure() {
    noClasses()
        .that()
        .resideInAnyPackage(packageOf("s3gateway.errors"), packageOf("s3gateway.checksum"))
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            packageOf("s3gateway.errors"),
            packageOf("s3gateway.checksum"),
            "java..",
            "org.jspecify..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(packageOf("s3gateway.signature"))
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            packageOf("s3gateway.errors"),
            packageOf("s3gateway.checksum"),
            packageOf("s3gateway.signature"),
            "com.github.benmanes.caffeine..",
            "java..",
            "javax.crypto..",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void waysToSignOnStayApart() {
    noClasses()
        .that()
        .resideOutsideOfPackage(packageOf("auth"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.nimbusds..")
        .check(CLASSES);
    slices()
        .matching("io.anabranch.server.auth.(*)")
        .should()
        .notDependOnEachOther()
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("io.anabranch.server.auth")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.anabranch.server.auth.(*)..")
        .check(CLASSES);
  }

  @Test
  void scriptsStayInTheirSandbox() {
    noClasses()
        .that()
        .resideOutsideOfPackage(packageOf("actions.lua"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.luaj..", "com.google.re2j..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(packageOf("actions.file"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            packageOf("actions.run"), packageOf("actions.lua"), packageOf("postgres"))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(packageOf("actions.run"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(packageOf("actions.lua"))
        .check(CLASSES);
  }

  @Test
  void trailsKnowNobody() {
    noClasses()
        .that()
        .resideInAPackage(packageOf("trail"))
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            packageOf("trail"),
            packageOf("access"),
            "io.anabranch.versioning.model..",
            "io.micronaut.http..",
            "java..",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void theGatewayIsAFeatureThatSharesServices() {
    for (String feature : FEATURES) {
      noClasses()
          .that()
          .resideInAPackage(packageOf(feature))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(packageOf("s3gateway"))
          .check(CLASSES);
      if (!List.of("repositories", "objects", "quotas", "audit").contains(feature)) {
        noClasses()
            .that()
            .resideInAPackage(packageOf("s3gateway"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(packageOf(feature))
            .check(CLASSES);
      }
    }
    String[] operations = {"bucket", "listing", "object", "upload"};
    for (String some : operations) {
      noClasses()
          .that()
          .resideInAnyPackage(packageOf("s3gateway.protocol"), packageOf("s3gateway.multipart"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(packageOf("s3gateway." + some))
          .check(CLASSES);
      for (String other : operations) {
        if (!some.equals(other) && !(some.equals("upload") && other.equals("object"))) {
          noClasses()
              .that()
              .resideInAPackage(packageOf("s3gateway." + some))
              .should()
              .dependOnClassesThat()
              .resideInAPackage(packageOf("s3gateway." + other))
              .check(CLASSES);
        }
      }
    }
  }

  @Test
  void uploadsInPartsKnowNoProtocol() {
    noClasses()
        .that()
        .resideInAPackage(packageOf("s3gateway.multipart"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micronaut.http..", "io.anabranch.server.s3gateway")
        .check(CLASSES);
    for (String feature : FEATURES) {
      if (!feature.equals("objects") && !feature.equals("quotas")) {
        noClasses()
            .that()
            .resideInAPackage(packageOf("s3gateway.multipart"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(packageOf(feature))
            .check(CLASSES);
      }
    }
  }

  @Test
  void linksKnowNoFeature() {
    for (String feature : FEATURES) {
      noClasses()
          .that()
          .resideInAPackage(packageOf("links"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packageOf(feature), packageOf("postgres"))
          .check(CLASSES);
    }
  }

  @Test
  void findingsKnowNobody() {
    noClasses()
        .that()
        .resideInAPackage("io.anabranch.doctor..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "io.anabranch.doctor..", "com.fasterxml.jackson..", "java..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void clientsKnowTheApiOnly() {
    noClasses()
        .that()
        .resideInAnyPackage("io.anabranch.sdk..", "io.anabranch.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.anabranch.server..",
            "io.anabranch.versioning..",
            "io.anabranch.blockstore..",
            "io.anabranch.outgoing..")
        .because("they are used where no server is")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("io.anabranch.sdk..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.anabranch.cli..")
        .check(CLASSES);
  }

  @Test
  void onlyCommandsUseTheWiring() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packageOf("wiring"), packageOf("command"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(packageOf("wiring"))
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("io.anabranch.server.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("io.anabranch.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("io.anabranch.versioning.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("io.anabranch.blockstore.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  private static String packageOf(String name) {
    return "io.anabranch.server." + name + "..";
  }
}
