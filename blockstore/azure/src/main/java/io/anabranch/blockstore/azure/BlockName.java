package io.anabranch.blockstore.azure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.anabranch.blockstore.UploadedPart;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a block, which says whose it is: blocks of all uploads to one blob lie together until
 * a block list is committed. All names have one length, as the service demands.
 *
 * @param uploadId of 22 characters
 * @param number of the part, from 1
 * @param mark of 21 characters: another one for every block, later ones sort later. Its first
 *     character says whether the part has no bytes: the service takes no empty blocks, so a byte
 *     stands for nothing.
 */
record BlockName(String uploadId, int number, String mark) {

  private static final Pattern FORM =
      Pattern.compile("(" + UploadId.FORM + ")(\\d{5})([be][0-9a-f]{20})");

  static Optional<BlockName> parse(String base64) {
    try {
      String text = new String(Base64.getDecoder().decode(base64), US_ASCII);
      Matcher matcher = FORM.matcher(text);
      return matcher.matches()
          ? Optional.of(
              new BlockName(matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(3)))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      // Another program's block, named in some other way.
      return Optional.empty();
    }
  }

  boolean isEmpty() {
    return mark.startsWith("e");
  }

  /** As requests carry it. */
  String base64() {
    String text = uploadId + "%05d".formatted(number) + mark;
    return Base64.getEncoder().encodeToString(text.getBytes(US_ASCII));
  }

  /**
   * @param size of the block
   */
  UploadedPart part(long size) {
    return new UploadedPart(number, isEmpty() ? 0 : size, mark);
  }

  /** Of two parts with one number, the one that replaces the other. */
  static UploadedPart later(UploadedPart one, UploadedPart other) {
    return one.etag().substring(1).compareTo(other.etag().substring(1)) > 0 ? one : other;
  }
}
