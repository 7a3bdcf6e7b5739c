package io.anabranch.server.testing;

import static io.anabranch.server.testing.ApiClient.encode;

import io.anabranch.server.testing.ApiClient.Answer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * An upload in parts to {@code main} that is under way, as a client sees it.
 *
 * @param urls links to send the first parts to
 */
public record PartedUpload(
    TestRepository repository, String path, String id, String address, List<String> urls) {

  /**
   * @param parts how many get a link at once
   */
  public static PartedUpload begin(TestRepository repository, String path, int parts) {
    var begun =
        repository
            .post(pmpu("") + "?parts=" + parts + "&path=" + encode(path), Map.of())
            .expect(201, "createPresignMultipartUpload")
            .json();
    List<String> urls = new ArrayList<>();
    begun.path("presigned_urls").forEach(url -> urls.add(url.asText()));
    return new PartedUpload(
        repository,
        path,
        begun.path("upload_id").asText(),
        begun.path("physical_address").asText(),
        urls);
  }

  /** Below the repository. */
  public static String pmpu(String rest) {
    return "/branches/main/staging/pmpu" + rest;
  }

  /** The part as completing wants it. */
  public Map<String, Object> send(int number, byte[] bytes) {
    String etag = Link.of(url(number)).put(bytes).expect(200).header("ETag");
    // What stands in for Google's store tells none; Google's is this one.
    return part(number, etag.isEmpty() ? md5(bytes) : etag);
  }

  /** Where to send a part. */
  public String url(int number) {
    return number <= urls.size()
        ? urls.get(number - 1)
        : at("/parts/" + number, Map.of("physical_address", address))
            .expect(200, "uploadPart")
            .json()
            .path("presigned_url")
            .asText();
  }

  /** Fills a part from an object of the main branch of a repository. */
  public Answer copy(int number, TestRepository from, String source, String range) {
    return at(
        "/parts/" + number + "/copy",
        Map.of(
            "physical_address",
            address,
            "copy_source",
            Map.of("repository", from.name(), "ref", "main", "path", source, "range", range)));
  }

  public Answer at(String rest, Map<String, ?> body) {
    return repository.put(pmpu("/" + segment(id)) + rest + "?path=" + encode(path), body);
  }

  public Answer complete(List<Map<String, Object>> parts) {
    return at("", Map.of("physical_address", address, "parts", parts));
  }

  public Answer abort() {
    return repository
        .client()
        .delete(
            repository.path(pmpu("/" + segment(id)) + "?path=" + encode(path)),
            Map.of("physical_address", address));
  }

  public static Map<String, Object> part(int number, String etag) {
    return Map.of("part_number", number, "etag", etag);
  }

  private static String segment(String id) {
    return encode(id).replace("+", "%20");
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has MD5", e);
    }
  }
}
