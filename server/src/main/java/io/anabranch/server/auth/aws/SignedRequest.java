package io.anabranch.server.auth.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The request to STS that a client has signed, in the parts that clients of the field hand in: JSON
 * in base64.
 *
 * @param date as {@code 20260102T030405Z}
 * @param expirationDuration in seconds
 */
@Serdeable
public record SignedRequest(
    @Nullable String method,
    @Nullable String host,
    @Nullable String region,
    @Nullable String action,
    @Nullable String date,
    @JsonProperty("expiration_duration") @Nullable String expirationDuration,
    @JsonProperty("access_key_id") @Nullable String accessKeyId,
    @Nullable String signature,
    @JsonProperty("signed_headers") @Nullable List<String> signedHeaders,
    @Nullable String version,
    @Nullable String algorithm,
    @JsonProperty("security_token") @Nullable String securityToken) {

  static final String SERVER_ID = "x-lakefs-server-id";

  private static final int MAX_LENGTH = 16 << 10;

  /** A client signs just before it signs on; what is good for longer can be used again longer. */
  private static final int MAX_SECONDS = 900;

  private static final Pattern DATE = Pattern.compile("\\d{8}T\\d{6}Z");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9-]{1,128}");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

  /**
   * @throws FailureException Invalid when it is not such a request, or asks for anything else than
   *     who signed it for a server of its name
   */
  static SignedRequest read(JsonMapper json, @Nullable String token) {
    if (token == null || token.length() > MAX_LENGTH) {
      throw invalid("is a text of at most %d characters".formatted(MAX_LENGTH));
    }
    SignedRequest request;
    try {
      request = json.readValue(Base64.getDecoder().decode(token), SignedRequest.class);
    } catch (IOException | IllegalArgumentException e) {
      throw invalid("is JSON in base64");
    }
    request.check();
    return request;
  }

  private void check() {
    require("GET".equals(method) || "POST".equals(method), "method: is GET or POST");
    require("GetCallerIdentity".equals(action), "action: is GetCallerIdentity");
    require("2011-06-15".equals(version), "version: is 2011-06-15");
    require("AWS4-HMAC-SHA256".equals(algorithm), "algorithm: is AWS4-HMAC-SHA256");
    require(matches(DATE, date), "date: is as 20260102T030405Z");
    require(matches(WORD, region), "region: is a region of AWS");
    require(matches(WORD, accessKeyId), "access_key_id: is an access key id of AWS");
    require(matches(WORD, signature), "signature: is hexadecimal");
    require(
        matches(SECONDS, expirationDuration)
            && Integer.parseInt(String.valueOf(expirationDuration)) <= MAX_SECONDS,
        "expiration_duration: is a number of at most %d seconds".formatted(MAX_SECONDS));
    require(
        signedHeaders != null && Set.copyOf(signedHeaders).equals(Set.of("host", SERVER_ID)),
        "signed_headers: are host and " + SERVER_ID);
  }

  private static boolean matches(Pattern pattern, @Nullable String text) {
    return text != null && pattern.matcher(text).matches();
  }

  private static void require(boolean good, String what) {
    if (!good) {
      throw invalid(what);
    }
  }

  private static FailureException invalid(String what) {
    return new FailureException(
        new Failure.Invalid("identityRequest.identity_token: " + what + ": sign it again"));
  }

  /** What STS is asked, in the order of a signed query. */
  String query() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("Action", String.valueOf(action));
    parameters.put("Version", String.valueOf(version));
    parameters.put("X-Amz-Algorithm", String.valueOf(algorithm));
    parameters.put(
        "X-Amz-Credential",
        "%s/%s/%s/sts/aws4_request"
            .formatted(accessKeyId, String.valueOf(date).substring(0, 8), region));
    parameters.put("X-Amz-Date", String.valueOf(date));
    parameters.put("X-Amz-Expires", String.valueOf(expirationDuration));
    if (securityToken != null && !securityToken.isEmpty()) {
      parameters.put("X-Amz-Security-Token", securityToken);
    }
    parameters.put("X-Amz-SignedHeaders", "host;" + SERVER_ID);
    parameters.put("X-Amz-Signature", String.valueOf(signature));
    return parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /** Neither the signature nor the session of AWS. */
  @Override
  public String toString() {
    return "SignedRequest[host=" + host + ", accessKeyId=" + accessKeyId + "]";
  }
}
