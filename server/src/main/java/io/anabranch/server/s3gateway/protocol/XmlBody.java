package io.anabranch.server.s3gateway.protocol;

import io.anabranch.server.s3gateway.errors.S3Error;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the XML of a request. Knows no document types, so no entities, and reads nothing from
 * elsewhere; names count without their namespace.
 */
public final class XmlBody {

  /** Hears what is in a document, in order. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * An element has ended.
     *
     * @param path the names of the elements around it and its own, parted by slashes
     * @param texts of the elements right below it that have no elements themselves, by name
     */
    void ended(String path, Map<String, String> texts);
  }

  private static final int MAX_DEPTH = 8;
  private static final XMLInputFactory FACTORY = factory();

  private XmlBody() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * @param body bounded by whoever read it
   * @throws io.anabranch.server.s3gateway.errors.S3Exception MALFORMED_XML
   */
  public static void read(byte[] body, Visitor visitor) {
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(body));
      try {
        read(reader, visitor);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException _) {
      throw S3Error.MALFORMED_XML.exception();
    }
  }

  private record Element(String path, Map<String, String> texts, StringBuilder text) {
    Element(String path) {
      this(path, new HashMap<>(), new StringBuilder());
    }
  }

  private static void read(XMLStreamReader reader, Visitor visitor) throws XMLStreamException {
    Deque<Element> open = new ArrayDeque<>();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> open.push(begun(open, reader.getLocalName()));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!open.isEmpty()) {
            open.peek().text.append(reader.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> ended(open, visitor);
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw S3Error.MALFORMED_XML.exception("The body must not have a document type");
        default -> {}
      }
    }
  }

  private static Element begun(Deque<Element> open, String name) {
    if (open.size() == MAX_DEPTH) {
      throw S3Error.MALFORMED_XML.exception("The body has elements within too many others");
    }
    return new Element(open.isEmpty() ? name : open.peek().path + "/" + name);
  }

  private static void ended(Deque<Element> open, Visitor visitor) {
    Element element = open.pop();
    if (!open.isEmpty()) {
      String name = element.path.substring(element.path.lastIndexOf('/') + 1);
      open.peek().texts.put(name, element.text.toString());
    }
    visitor.ended(element.path, element.texts);
  }
}
