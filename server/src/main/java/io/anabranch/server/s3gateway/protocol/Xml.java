package io.anabranch.server.s3gateway.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the XML of an answer: elements with text, not indented. For one thread. */
public final class Xml {

  public static final String S3_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Pattern NOT_IN_XML =
      Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Deque<String> open = new ArrayDeque<>();
  private final XMLStreamWriter writer;

  private Xml() {
    try {
      writer = FACTORY.createXMLStreamWriter(bytes, UTF_8.name());
      writer.writeStartDocument(UTF_8.name(), "1.0");
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  public static Xml of(String root) {
    return new Xml().open(root);
  }

  /** With the namespace of the protocol, on the answers that have one. */
  public static Xml withNamespace(String root) {
    var xml = new Xml().open(root);
    try {
      xml.writer.writeDefaultNamespace(S3_NAMESPACE);
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
    return xml;
  }

  public Xml open(String name) {
    try {
      writer.writeStartElement(name);
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
    open.push(name);
    return this;
  }

  /** Says of the element that was just opened what type it has, as XML Schema does. */
  public Xml type(String type) {
    try {
      writer.writeNamespace("xsi", SCHEMA_INSTANCE);
      writer.writeAttribute("xsi", SCHEMA_INSTANCE, "type", type);
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
    return this;
  }

  public Xml close() {
    try {
      writer.writeEndElement();
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
    open.pop();
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
    try {
      int from = 0;
      for (int i = 0; i < text.length(); i++) {
        char character = text.charAt(i);
        if (mustBeReferredTo(character)) {
          writer.writeCharacters(text.substring(from, i));
          writer.writeEntityRef("#x" + Integer.toHexString(character).toUpperCase(Locale.ROOT));
          from = i + 1;
        }
      }
      writer.writeCharacters(text.substring(from));
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
    return this;
  }

  /** A carriage return would be read as a line feed. */
  private static boolean mustBeReferredTo(char character) {
    boolean control = character < ' ' && character != '\t' && character != '\n';
    return control || character == '\ufffe' || character == '\uffff';
  }

  /** Whether every parser takes a text as it is. */
  public static boolean canCarry(String text) {
    return !NOT_IN_XML.matcher(text).find();
  }

  /** For people, where a text need not be exact but every parser must take it. */
  public static String legible(String text) {
    return NOT_IN_XML.matcher(text).replaceAll("\ufffd");
  }

  private byte[] end() {
    try {
      while (!open.isEmpty()) {
        close();
      }
      writer.writeEndDocument();
      writer.close();
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
    return bytes.toByteArray();
  }

  /** Closes what is open, and answers with it. */
  public MutableHttpResponse<byte[]> answer() {
    return answer(HttpResponse.ok());
  }

  public MutableHttpResponse<byte[]> answer(MutableHttpResponse<?> response) {
    return response.body(Objects.requireNonNull(end())).contentType("application/xml");
  }

  /** It is written to memory, from names of ours. */
  private static IllegalStateException impossible(XMLStreamException e) {
    return new IllegalStateException("XML could not be written", e);
  }
}
