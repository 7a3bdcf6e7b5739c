package io.anabranch.server.s3gateway.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Writes the XML of an answer: elements with text, not indented. So little of XML takes a quarter
 * of the time that the JDK's writer takes, which counts where a page has a thousand keys. For one
 * thread.
 */
public final class Xml {

  public static final String S3_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Pattern NOT_IN_XML =
      Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]");

  private final StringBuilder document =
      new StringBuilder(1024).append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
  private final Deque<String> open = new ArrayDeque<>();

  private Xml() {}

  public static Xml of(String root) {
    return new Xml().open(root);
  }

  /** With the namespace of the protocol, on the answers that have one. */
  public static Xml withNamespace(String root) {
    var xml = new Xml();
    xml.document.append('<').append(root).append(" xmlns=\"" + S3_NAMESPACE + "\">");
    xml.open.push(root);
    return xml;
  }

  /**
   * @param name of an element of the protocol: nothing in it is escaped
   */
  public Xml open(String name) {
    document.append('<').append(name).append('>');
    open.push(name);
    return this;
  }

  /** Says of the element that was just opened what type it has, as XML Schema does. */
  public Xml type(String type) {
    String attributes = " xmlns:xsi=\"%s\" xsi:type=\"%s\"".formatted(SCHEMA_INSTANCE, type);
    document.insert(document.length() - 1, attributes);
    return this;
  }

  public Xml close() {
    document.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element that has only text. */
  public Xml put(String name, String text) {
    return open(name).text(text).close();
  }

  public Xml put(String name, long number) {
    return put(name, Long.toString(number));
  }

  public Xml put(String name, boolean value) {
    return put(name, Boolean.toString(value));
  }

  public Xml put(String name, Instant time) {
    return put(name, TIME.format(time));
  }

  /**
   * The text of the element that is open. Characters that XML 1.0 cannot carry are written as
   * references to them, as S3 does: parsers that mind have asked for the encoding that avoids them.
   */
  public Xml text(String text) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (mustBeReferredTo(character)) {
        document.append(text, from, i).append(reference(character));
        from = i + 1;
      }
    }
    document.append(text, from, text.length());
    return this;
  }

  private static boolean mustBeReferredTo(char character) {
    return switch (character) {
      case '<', '>', '&', '\ufffe', '\uffff' -> true;
      case '\t', '\n' -> false;
      // A carriage return, too: it would be read as a line feed.
      default -> character < ' ';
    };
  }

  private static String reference(char character) {
    return switch (character) {
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '&' -> "&amp;";
      default -> "&#x%X;".formatted((int) character);
    };
  }

  /** Whether every parser takes a text as it is. */
  public static boolean canCarry(String text) {
    return !NOT_IN_XML.matcher(text).find();
  }

  /** For people, where a text need not be exact but every parser must take it. */
  public static String legible(String text) {
    return NOT_IN_XML.matcher(text).replaceAll("\ufffd");
  }

  /** Closes what is open, and answers with it. */
  public MutableHttpResponse<byte[]> answer() {
    return answer(HttpResponse.ok());
  }

  public MutableHttpResponse<byte[]> answer(MutableHttpResponse<?> response) {
    while (!open.isEmpty()) {
      close();
    }
    return response.body(document.toString().getBytes(UTF_8)).contentType("application/xml");
  }
}
