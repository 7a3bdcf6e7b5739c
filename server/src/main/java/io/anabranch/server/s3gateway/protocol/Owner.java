package io.anabranch.server.s3gateway.protocol;

/** Whom clients are told that everything belongs to: the server knows no owners. */
public final class Owner {

  private static final String NAME = "anabranch";

  private Owner() {}

  public static Xml put(Xml xml) {
    return put(xml, "Owner");
  }

  /**
   * @param element what it is called here
   */
  public static Xml put(Xml xml, String element) {
    return putParts(xml.open(element)).close();
  }

  /** What is in such an element. */
  static Xml putParts(Xml xml) {
    return xml.put("ID", NAME).put("DisplayName", NAME);
  }
}
