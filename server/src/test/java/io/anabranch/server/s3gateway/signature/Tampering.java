package io.anabranch.server.s3gateway.signature;

import static io.anabranch.server.s3gateway.errors.S3Error.ACCESS_DENIED;
import static io.anabranch.server.s3gateway.errors.S3Error.AUTHORIZATION_HEADER_MALFORMED;
import static io.anabranch.server.s3gateway.errors.S3Error.AUTHORIZATION_QUERY_MALFORMED;
import static io.anabranch.server.s3gateway.errors.S3Error.BAD_DIGEST;
import static io.anabranch.server.s3gateway.errors.S3Error.EXPIRED;
import static io.anabranch.server.s3gateway.errors.S3Error.INCOMPLETE_BODY;
import static io.anabranch.server.s3gateway.errors.S3Error.INVALID_ACCESS_KEY;
import static io.anabranch.server.s3gateway.errors.S3Error.INVALID_ARGUMENT;
import static io.anabranch.server.s3gateway.errors.S3Error.INVALID_REQUEST;
import static io.anabranch.server.s3gateway.errors.S3Error.MALFORMED_TRAILER;
import static io.anabranch.server.s3gateway.errors.S3Error.MISSING_DATE;
import static io.anabranch.server.s3gateway.errors.S3Error.REQUEST_TIME_TOO_SKEWED;
import static io.anabranch.server.s3gateway.errors.S3Error.SHA256_MISMATCH;
import static io.anabranch.server.s3gateway.errors.S3Error.SIGNATURE_MISMATCH;

import io.anabranch.server.s3gateway.errors.S3Error;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Ways to change a signed request, and what is to be said of each. */
public enum Tampering {
  METHOD(SIGNATURE_MISMATCH) {
    @Override
    public void apply(TestRequest request, Random random) {
      request.method = request.method.equals("DELETE") ? "HEAD" : "DELETE";
    }
  },
  PATH(SIGNATURE_MISMATCH) {
    @Override
    public void apply(TestRequest request, Random random) {
      request.path =
          random.nextBoolean() ? replaceOne(request.path, random) : request.path + "/../x";
    }
  },
  PARAMETER_ADDED(SIGNATURE_MISMATCH) {
    @Override
    public void apply(TestRequest request, Random random) {
      String parameter = List.of("uploadId=1", "acl", "response-expires=0").get(random.nextInt(3));
      request.query += request.query.isEmpty() ? parameter : "&" + parameter;
    }
  },
  PARAMETER_REMOVED(
      SIGNATURE_MISMATCH,
      ACCESS_DENIED,
      AUTHORIZATION_QUERY_MALFORMED,
      AUTHORIZATION_HEADER_MALFORMED) {
    @Override
    public boolean fits(TestRequest request) {
      return request.query.contains("tagging");
    }

    @Override
    public void apply(TestRequest request, Random random) {
      List<String> parameters = parameters(request);
      if (isVersionTwo(request)) {
        parameters.removeIf(each -> each.startsWith("tagging"));
      } else {
        parameters.remove(random.nextInt(parameters.size()));
      }
      request.query = String.join("&", parameters);
    }
  },
  PARAMETER_CHANGED(
      SIGNATURE_MISMATCH,
      ACCESS_DENIED,
      AUTHORIZATION_QUERY_MALFORMED,
      INVALID_ACCESS_KEY,
      INVALID_ARGUMENT,
      EXPIRED) {
    @Override
    public boolean fits(TestRequest request) {
      return !request.query.isEmpty();
    }

    @Override
    public void apply(TestRequest request, Random random) {
      List<String> parameters = parameters(request);
      int which;
      do {
        which = random.nextInt(parameters.size());
      } while (parameters.get(which).startsWith("ignored"));
      parameters.set(which, replaceOne(parameters.get(which), random));
      request.query = String.join("&", parameters);
    }
  },
  PARAMETER_TWICE(SIGNATURE_MISMATCH, AUTHORIZATION_QUERY_MALFORMED) {
    @Override
    public boolean fits(TestRequest request) {
      return request.query.contains("Signature=");
    }

    @Override
    public void apply(TestRequest request, Random random) {
      List<String> parameters = parameters(request);
      parameters.removeIf(each -> each.startsWith("ignored"));
      request.query += "&" + parameters.get(random.nextInt(parameters.size()));
    }
  },
  HEADER_CHANGED(
      SIGNATURE_MISMATCH,
      AUTHORIZATION_HEADER_MALFORMED,
      INVALID_ACCESS_KEY,
      MISSING_DATE,
      REQUEST_TIME_TOO_SKEWED,
      ACCESS_DENIED,
      INVALID_ARGUMENT,
      INVALID_REQUEST) {
    @Override
    public boolean fits(TestRequest request) {
      return hasSignedHeaders(request);
    }

    @Override
    public void apply(TestRequest request, Random random) {
      String name = anySigned(request, random);
      request.header(name, replaceOne(request.first(name), random));
    }
  },
  HEADER_REMOVED(SIGNATURE_MISMATCH, MISSING_DATE, INVALID_REQUEST) {
    @Override
    public boolean fits(TestRequest request) {
      return hasSignedHeaders(request);
    }

    @Override
    public void apply(TestRequest request, Random random) {
      String name;
      do {
        name = anySigned(request, random);
      } while (name.equals("Authorization"));
      request.headers.remove(name);
    }
  },
  HEADER_ADDED(ACCESS_DENIED, SIGNATURE_MISMATCH) {
    @Override
    public void apply(TestRequest request, Random random) {
      String name =
          List.of("X-Amz-Copy-Source", "x-amz-meta-role", "x-amz-tagging").get(random.nextInt(3));
      request.header(name, "repo/main/secret");
    }
  },
  HEADER_TWICE(SIGNATURE_MISMATCH, INVALID_REQUEST, INVALID_ARGUMENT) {
    @Override
    public boolean fits(TestRequest request) {
      return hasSignedHeaders(request);
    }

    @Override
    public void apply(TestRequest request, Random random) {
      String name = anySigned(request, random);
      String value = request.first(name);
      request.header(name, value, value);
    }
  },
  BODY_BIT(SHA256_MISMATCH, SIGNATURE_MISMATCH, BAD_DIGEST) {
    @Override
    public boolean fits(TestRequest request) {
      return request.body.length > 0 && isBodyCovered(request);
    }

    @Override
    public void apply(TestRequest request, Random random) {
      request.body[firstByte(request) + random.nextInt(20_000)] ^= (byte) (1 << random.nextInt(8));
    }
  },
  BODY_SHORTENED(
      INCOMPLETE_BODY, SHA256_MISMATCH, SIGNATURE_MISMATCH, MALFORMED_TRAILER, BAD_DIGEST) {
    @Override
    public boolean fits(TestRequest request) {
      return request.body.length > 0 && isBodyCovered(request);
    }

    @Override
    public void apply(TestRequest request, Random random) {
      // Less than that may cut no more than an empty line.
      int cut = 5 + random.nextInt(request.body.length - 5);
      long announced = request.contentLength;
      request.body(Arrays.copyOf(request.body, request.body.length - cut));
      request.contentLength = random.nextBoolean() ? announced : request.contentLength;
    }
  },
  FRAMING(INCOMPLETE_BODY, SIGNATURE_MISMATCH, MALFORMED_TRAILER, BAD_DIGEST) {
    @Override
    public boolean fits(TestRequest request) {
      return isChunked(request);
    }

    @Override
    public void apply(TestRequest request, Random random) {
      // Before the first chunk, or behind the last.
      int at =
          random.nextBoolean()
              ? random.nextInt(firstByte(request))
              : request.body.length - 1 - random.nextInt(60);
      byte before = request.body[at];
      do {
        request.body[at] = (byte) "0123456789abcdefghijklmnopqrstuvwxyz".charAt(random.nextInt(36));
      } while (Character.toLowerCase(request.body[at]) == Character.toLowerCase(before));
    }
  };

  @SuppressWarnings("ImmutableEnumChecker") // It is one of Set.of.
  private final Set<S3Error> refusals;

  Tampering(S3Error... refusals) {
    this.refusals = Set.of(refusals);
  }

  public abstract void apply(TestRequest request, Random random);

  public boolean fits(TestRequest request) {
    return true;
  }

  /** Any of which is right: it depends on what was hit. */
  public Set<S3Error> refusals() {
    return refusals;
  }

  private static boolean isVersionTwo(TestRequest request) {
    return request.query.contains("AWSAccessKeyId")
        || request.first("Authorization").startsWith("AWS ");
  }

  private static boolean hasSignedHeaders(TestRequest request) {
    return !request.query.contains("AWSAccessKeyId");
  }

  private static boolean isChunked(TestRequest request) {
    return request.headers.containsKey("x-amz-decoded-content-length");
  }

  private static boolean isBodyCovered(TestRequest request) {
    return isChunked(request) || request.first("x-amz-content-sha256").matches("[0-9a-f]{64}");
  }

  private static int firstByte(TestRequest request) {
    if (!isChunked(request)) {
      return 0;
    }
    int at = 0;
    while (request.body[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  private static List<String> parameters(TestRequest request) {
    return new ArrayList<>(List.of(request.query.split("&", -1)));
  }

  /** Of version 2 only some are signed. */
  private static String anySigned(TestRequest request, Random random) {
    List<String> names =
        request.headers.keySet().stream()
            .filter(
                name ->
                    !isVersionTwo(request)
                        || name.equals("Authorization")
                        || name.equals("Date")
                        || name.startsWith("x-amz-"))
            .toList();
    return names.get(random.nextInt(names.size()));
  }

  /** Another letter or digit in place of one. */
  private static String replaceOne(String text, Random random) {
    char[] chars = text.toCharArray();
    int at;
    do {
      at = random.nextInt(chars.length);
    } while (!Character.isLetterOrDigit(chars[at]) || isWithinEscape(text, at));
    char before = chars[at];
    do {
      chars[at] = (char) ('a' + random.nextInt(26));
    } while (Character.toString(chars[at])
        .equals(Character.toString(before).toLowerCase(Locale.ROOT)));
    return new String(chars);
  }

  private static boolean isWithinEscape(String text, int at) {
    return (at > 0 && text.charAt(at - 1) == '%') || (at > 1 && text.charAt(at - 2) == '%');
  }
}
