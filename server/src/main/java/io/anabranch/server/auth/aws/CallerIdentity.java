package io.anabranch.server.auth.aws;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Whom STS says a request is of.
 *
 * @param arn of a user, or of a session of a role
 */
public record CallerIdentity(String arn) {

  private static final Pattern SESSION =
      Pattern.compile("(arn:[a-z-]+:sts::\\d+:assumed-role/[^/]+)/[^/]+");

  /** Neither document types nor what they refer to. */
  private static final XMLInputFactory XML = XMLInputFactory.newFactory();

  static {
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
  }

  /** Empty when it says nothing of the kind. */
  static Optional<CallerIdentity> read(String answer) {
    try {
      XMLStreamReader xml = XML.createXMLStreamReader(new StringReader(answer));
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("Arn")) {
          String arn = xml.getElementText().strip();
          return arn.startsWith("arn:") ? Optional.of(new CallerIdentity(arn)) : Optional.empty();
        }
      }
      return Optional.empty();
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  /** What a user may be known by, the most particular first: a session of a role is of the role. */
  List<String> principals() {
    Matcher session = SESSION.matcher(arn);
    return session.matches() ? List.of(arn, session.group(1)) : List.of(arn);
  }
}
