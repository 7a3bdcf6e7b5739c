package io.anabranch.server.s3gateway.bucket;

import io.anabranch.server.repositories.ListedRepositories;
import io.anabranch.server.repositories.RepositoryListing;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Owner;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.server.s3gateway.protocol.Xml;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.model.Repository;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The repositories that the caller may read. */
@Singleton
final class ListBuckets implements Operation {

  private static final int MOST = 10_000;

  private final RepositoryListing repositories;

  ListBuckets(RepositoryListing repositories) {
    this.repositories = repositories;
  }

  @Override
  public String name() {
    return "ListBuckets";
  }

  @Override
  public Shape shape() {
    return Shape.of("GET", Target.SERVICE);
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    String prefix = call.query().get("prefix");
    int most = Math.max(1, call.query().count("max-buckets", MOST));
    List<Repository> found = new ArrayList<>();
    String after = call.query().get("continuation-token");
    do {
      int amount = Math.min(most - found.size(), PageRequest.MAX_AMOUNT);
      ListedRepositories page = repositories.list(call.caller(), prefix, "", after, amount);
      found.addAll(page.repositories());
      after = page.next();
    } while (!after.isEmpty() && found.size() < most);
    return xml(found, prefix, after);
  }

  private static MutableHttpResponse<?> xml(List<Repository> found, String prefix, String next) {
    Xml xml = Owner.put(Xml.of("ListAllMyBucketsResult")).open("Buckets");
    for (Repository repository : found) {
      xml.open("Bucket")
          .put("Name", repository.name())
          .put("CreationDate", repository.creationDate())
          .close();
    }
    xml.close();
    if (!prefix.isEmpty()) {
      xml.put("Prefix", prefix);
    }
    return (next.isEmpty() ? xml : xml.put("ContinuationToken", next)).answer();
  }
}
