package io.anabranch.cli.repositories;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.sdk.model.Repository;
import io.anabranch.sdk.model.RepositoryCreation;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a new repository needs, however it begins. */
final class CreationOptions {

  @Parameters(index = "0", paramLabel = "REPOSITORY", description = "Such as lakefs://rivers.")
  private String uri = "";

  @Parameters(
      index = "1",
      paramLabel = "NAMESPACE",
      description = "Where in its store the data will lie, such as s3://bucket/rivers.")
  private String namespace = "";

  @Option(
      names = {"-d", "--default-branch"},
      paramLabel = "BRANCH",
      description = "The branch it has from the beginning (default: ${DEFAULT-VALUE}).")
  private String defaultBranch = "main";

  @Option(
      names = "--storage-id",
      paramLabel = "STORE",
      description = "The store to keep it in, of those that `anabranch store list` shows.")
  private String storageId = "";

  @Mixin private final JsonOption json = new JsonOption();

  void create(Context context, boolean bare, boolean sampleData) {
    var repository = context.repository(uri);
    var made =
        context
            .server()
            .repositories()
            .createRepository(
                new RepositoryCreation()
                    .name(repository.repository())
                    .storageNamespace(namespace)
                    .storageId(storageId)
                    .defaultBranch(defaultBranch)
                    .sampleData(sampleData),
                bare);
    if (json.isSet()) {
      context.printJson(made);
    } else {
      context.print("Repository: " + repository);
      print(context, made);
    }
  }

  private static void print(Context context, Repository made) {
    context.print("Repository '" + made.getId() + "' created:");
    context.print("storage namespace: " + made.getStorageNamespace());
    context.print("default branch: " + made.getDefaultBranch());
    context.print("timestamp: " + made.getCreationDate());
  }
}
