package io.anabranch.server.actions.lua;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.anabranch.server.actions.file.ActionYaml;
import io.anabranch.server.actions.file.BadActionException;
import io.anabranch.server.actions.run.JsonValues;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The packages that only compute. They keep no state, but each script gets tables of its own. */
final class PurePackages {

  private static final int MAX_MATCHES = 10_000;

  private PurePackages() {}

  static Map<String, LuaValue> all() {
    Map<String, LuaValue> packages = new HashMap<>();
    packages.put("encoding/json", json());
    packages.put("encoding/yaml", yaml());
    packages.put("encoding/base64", base64());
    packages.put("encoding/hex", hex());
    packages.put("crypto/sha256", digest("SHA-256"));
    packages.put("crypto/md5", digest("MD5"));
    packages.put("crypto/hmac", hmac());
    packages.put("strings", strings());
    packages.put("regexp", regexp());
    packages.put("path", path());
    packages.put("net/url", url());
    packages.put("time", time());
    packages.put("uuid", uuid());
    packages.put("hook", hook());
    return packages;
  }

  private static LuaValue json() {
    return new Functions()
        .with("marshal", a -> text(JsonValues.write(LuaValues.toJava(a.arg1()))))
        .with(
            "unmarshal",
            a -> {
              try {
                return LuaValues.of(JsonValues.read(a.checkjstring(1)));
              } catch (IOException e) {
                throw new LuaError("not JSON: " + e.getMessage());
              }
            })
        .table();
  }

  private static LuaValue yaml() {
    return new Functions()
        // Whatever is JSON is YAML as well.
        .with("marshal", a -> text(JsonValues.write(LuaValues.toJava(a.arg1())) + "\n"))
        .with(
            "unmarshal",
            a -> {
              try {
                return LuaValues.of(ActionYaml.parse(a.checkjstring(1)));
              } catch (BadActionException e) {
                throw new LuaError("the text " + e.getMessage());
              }
            })
        .table();
  }

  private static LuaValue base64() {
    return new Functions()
        .with("encode", a -> LuaString.valueOf(Base64.getEncoder().encode(bytes(a, 1))))
        .with("decode", a -> decode(() -> Base64.getDecoder().decode(bytes(a, 1))))
        .with("url_encode", a -> LuaString.valueOf(Base64.getUrlEncoder().encode(bytes(a, 1))))
        .with("url_decode", a -> decode(() -> Base64.getUrlDecoder().decode(bytes(a, 1))))
        .table();
  }

  private static LuaValue hex() {
    return new Functions()
        .with("encode_to_string", a -> text(HexFormat.of().formatHex(bytes(a, 1))))
        .with("decode_string", a -> decode(() -> HexFormat.of().parseHex(a.checkjstring(1))))
        .table();
  }

  private static LuaValue decode(Supplier<byte[]> decoding) {
    try {
      return LuaString.valueOf(decoding.get());
    } catch (IllegalArgumentException e) {
      throw new LuaError("cannot be decoded: " + e.getMessage());
    }
  }

  private static LuaValue digest(String algorithm) {
    return new Functions()
        .with("digest", a -> text(HexFormat.of().formatHex(hash(algorithm, bytes(a, 1)))))
        .table();
  }

  private static byte[] hash(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static LuaValue hmac() {
    return new Functions()
        .with("sign_sha256", a -> LuaString.valueOf(sign("HmacSHA256", bytes(a, 2), bytes(a, 1))))
        .with("sign_sha1", a -> LuaString.valueOf(sign("HmacSHA1", bytes(a, 2), bytes(a, 1))))
        .table();
  }

  private static byte[] sign(String algorithm, byte[] key, byte[] message) {
    if (key.length == 0) {
      throw new LuaError("the key is empty");
    }
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static LuaValue strings() {
    return new Functions()
        .with("split", a -> LuaValues.of(split(a.checkjstring(1), a.checkjstring(2))))
        .with("trim", a -> text(a.checkjstring(1).strip()))
        .with("replace", PurePackages::replace)
        .with("has_prefix", a -> flag(a.checkjstring(1).startsWith(a.checkjstring(2))))
        .with("has_suffix", a -> flag(a.checkjstring(1).endsWith(a.checkjstring(2))))
        .with("contains", a -> flag(a.checkjstring(1).contains(a.checkjstring(2))))
        .table();
  }

  private static List<String> split(String text, String separator) {
    return separator.isEmpty()
        ? text.codePoints().mapToObj(Character::toString).toList()
        : List.of(text.split(java.util.regex.Pattern.quote(separator), -1));
  }

  /** The last argument bounds how many are replaced; none or a negative one does not. */
  private static Varargs replace(Varargs a) {
    String text = a.checkjstring(1);
    String old = a.checkjstring(2);
    String by = a.checkjstring(3);
    int count = a.optint(4, -1);
    if (old.isEmpty()) {
      return text(text);
    }
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    int found = text.indexOf(old);
    while (found >= 0 && count != 0) {
      Watch.current().checkText((long) replaced.length() + by.length());
      replaced.append(text, from, found).append(by);
      from = found + old.length();
      found = text.indexOf(old, from);
      count--;
    }
    return text(replaced.append(text, from, text.length()).toString());
  }

  private static LuaValue regexp() {
    return new Functions()
        .with("match", a -> flag(pattern(a.checkjstring(1)).matcher(a.checkjstring(2)).find()))
        .with("quote_meta", a -> text(Pattern.quote(a.checkjstring(1))))
        .with("compile", a -> compiled(pattern(a.checkjstring(1))))
        .table();
  }

  private static LuaValue compiled(Pattern pattern) {
    return new Functions()
        .with("find", a -> first(pattern.matcher(a.checkjstring(1))))
        .with("find_all", a -> LuaValues.of(all(pattern, a)))
        .with("find_submatch", a -> LuaValues.of(groups(pattern.matcher(a.checkjstring(1)))))
        .table();
  }

  private static LuaValue first(Matcher matcher) {
    return text(matcher.find() ? matcher.group() : "");
  }

  private static List<String> all(Pattern pattern, Varargs a) {
    Matcher matcher = pattern.matcher(a.checkjstring(1));
    int wanted = a.optint(2, -1);
    int most = wanted < 0 ? MAX_MATCHES : Math.min(wanted, MAX_MATCHES);
    List<String> found = new ArrayList<>();
    while (found.size() < most && matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  private static List<String> groups(Matcher matcher) {
    List<String> groups = new ArrayList<>();
    if (matcher.find()) {
      for (int i = 0; i <= matcher.groupCount(); i++) {
        groups.add(String.valueOf(matcher.group(i)));
      }
    }
    return groups;
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new LuaError("not a regular expression: " + e.getMessage());
    }
  }

  private static LuaValue path() {
    return new Functions()
        .with("base_name", a -> text(baseName(a.checkjstring(1))))
        .with(
            "is_hidden",
            a -> flag(split(a.checkjstring(1), "/").stream().anyMatch(p -> p.startsWith("_"))))
        .with("join", PurePackages::join)
        .with("default_separator", a -> text("/"))
        .table();
  }

  private static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Varargs join(Varargs a) {
    String separator = a.checkjstring(1);
    List<String> parts = new ArrayList<>();
    for (int i = 2; i <= a.narg(); i++) {
      parts.add(a.checkjstring(i));
    }
    return text(String.join(separator, parts));
  }

  private static LuaValue url() {
    return new Functions()
        .with(
            "query_escape", a -> text(URLEncoder.encode(a.checkjstring(1), StandardCharsets.UTF_8)))
        .with(
            "query_unescape",
            a ->
                decode(
                    () ->
                        URLDecoder.decode(a.checkjstring(1), StandardCharsets.UTF_8)
                            .getBytes(StandardCharsets.UTF_8)))
        .table();
  }

  private static LuaValue time() {
    return new Functions()
        .with("now", a -> LuaValue.valueOf(nanos(Instant.now())))
        .with("format_iso", a -> text(Instant.ofEpochSecond(0, (long) a.checkdouble(1)).toString()))
        .with("parse_iso", a -> LuaValue.valueOf(nanos(instant(a.checkjstring(1)))))
        .table();
  }

  private static double nanos(Instant instant) {
    return instant.getEpochSecond() * 1e9 + instant.getNano();
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new LuaError("not a time in RFC 3339: " + text);
    }
  }

  private static LuaValue uuid() {
    return new Functions().with("new", a -> text(UUID.randomUUID().toString())).table();
  }

  private static LuaValue hook() {
    return new Functions()
        .with(
            "fail",
            a -> {
              throw new LuaError(a.checkjstring(1), 0);
            })
        .table();
  }

  private static byte[] bytes(Varargs arguments, int index) {
    LuaString text = arguments.checkstring(index);
    byte[] bytes = new byte[text.length()];
    text.copyInto(0, bytes, 0, bytes.length);
    return bytes;
  }

  private static LuaValue text(String text) {
    return LuaValue.valueOf(text);
  }

  private static LuaValue flag(boolean flag) {
    return LuaValue.valueOf(flag);
  }
}
