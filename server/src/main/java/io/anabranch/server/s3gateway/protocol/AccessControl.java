package io.anabranch.server.s3gateway.protocol;

import io.micronaut.http.MutableHttpResponse;

/**
 * What clients hear who ask for access control lists: that the owner may do everything. What is
 * allowed is decided by policies, which say more than such a list can.
 */
public final class AccessControl {

  private AccessControl() {}

  public static MutableHttpResponse<?> answer() {
    Xml xml = Owner.put(Xml.withNamespace("AccessControlPolicy")).open("AccessControlList");
    xml.open("Grant").open("Grantee").type("CanonicalUser");
    return Owner.putParts(xml).close().put("Permission", "FULL_CONTROL").answer();
  }
}
