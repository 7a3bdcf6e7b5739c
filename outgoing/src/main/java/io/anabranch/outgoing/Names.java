package io.anabranch.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of hosts. */
@FunctionalInterface
interface Names {

  /** As the machine finds them. */
  Names SYSTEM = InetAddress::getAllByName;

  /** All of them; literal addresses are their own. */
  InetAddress[] addresses(String host) throws UnknownHostException;
}
