package io.anabranch.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.postgres.TestDatabase;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A kind of store that comes in a jar of its own, which nothing here was compiled with. */
@Timeout(180)
class PluginStoreTest {

  private static final String PROVIDER =
      """
      package org.example.heap;

      import io.anabranch.blockstore.Blockstore;
      import io.anabranch.blockstore.memory.MemoryBlockstore;
      import io.anabranch.blockstore.spi.BlockstoreProvider;
      import io.anabranch.blockstore.spi.ProviderSettings;

      public final class HeapProvider implements BlockstoreProvider {
        @Override
        public String name() {
          return "heap";
        }

        @Override
        public Blockstore open(ProviderSettings settings) {
          String capacity = settings.options().get("capacity");
          if (capacity == null) {
            throw new IllegalArgumentException("capacity is missing; give it in bytes");
          }
          return new MemoryBlockstore(Long.parseLong(capacity), settings.clock());
        }
      }
      """;

  private static final String STORES =
      """
          - id: heap
            type: plugin
            plugin: { provider: heap, place: this process, options: ["capacity: 1048576"] }
          - { id: careless, type: plugin, plugin: { provider: heap, place: another } }
          - { id: missing, type: plugin, plugin: { provider: tape, place: cellar } }
      """;

  @TempDir Path directory;

  @Test
  void servesRepositories() throws Exception {
    try (var database = TestDatabase.create()) {
      Path configuration = TestServer.writeConfiguration(database, directory);
      Files.writeString(configuration, Files.readString(configuration) + STORES);
      try (var server = ServerProcess.startWith(jar(), configuration)) {
        var repository = create(server, "heap", "heap://lake/rivers", 201);
        repository.upload("main", "rhine.csv", "1,233 km").expect(201);
        String commit = repository.commit("main", "the Rhine");
        repository.upload("main", "rhine.csv", "1,230 km").expect(201);

        assertThat(repository.read(commit, "rhine.csv").expect(200).text()).isEqualTo("1,233 km");
        assertThat(repository.stat("main", "rhine.csv").expect(200).json().toString())
            .contains("heap://lake/rivers/data/");
        var full = repository.upload("main", "large", new byte[2 << 20]).expect(503);
        assertThat(full.message()).contains("`heap`", "make room");
        assertThat(server.client().get("/config").expect(200).text())
            .contains("heap://example-bucket/");

        create(server, "heap", "s3://lake/seas", 400);
        refused(server, "careless", "heap://lake/lakes", "capacity is missing; give it in bytes");
        refused(server, "missing", "tape://lake/seas", "no plugin `tape` among [heap]");
      }
    }
  }

  private static TestRepository create(
      ServerProcess server, String store, String namespace, int status) {
    String name = TestRepository.freshName(store);
    server
        .client()
        .post(
            "/repositories",
            Map.of("name", name, "storage_id", store, "storage_namespace", namespace))
        .expect(status);
    return new TestRepository(server.client(), name);
  }

  private static void refused(ServerProcess server, String store, String namespace, String why) {
    var answer =
        server
            .client()
            .post(
                "/repositories",
                Map.of("name", store, "storage_id", store, "storage_namespace", namespace))
            .expect(503);
    assertThat(answer.message()).contains("`" + store + "`", why);
  }

  private Path jar() throws IOException {
    Path source = Files.writeString(directory.resolve("HeapProvider.java"), PROVIDER);
    Path classes = Files.createDirectory(directory.resolve("classes"));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(status).isZero();
    Path jar = directory.resolve("heap.jar");
    String type = "org/example/heap/HeapProvider";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry(type + ".class"));
      Files.copy(classes.resolve(type + ".class"), out);
      out.putNextEntry(
          new JarEntry("META-INF/services/io.anabranch.blockstore.spi.BlockstoreProvider"));
      out.write(type.replace('/', '.').getBytes(UTF_8));
    }
    return jar;
  }
}
