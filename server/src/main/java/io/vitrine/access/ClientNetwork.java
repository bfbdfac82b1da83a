package io.vitrine.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What counts as one client where clients are limited: an IPv4 address, and all of a /64 of IPv6,
 * because that is what one customer has (contract: security.md threat 27).
 */
public final class ClientNetwork {
  private static final int NETWORK_BYTES = 8;

  private ClientNetwork() {}

  /** The address, or the first 64 bits of an IPv6 address as hex digits. */
  public static String of(String address) {
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address v6
          ? HexFormat.of().formatHex(Arrays.copyOf(v6.getAddress(), NETWORK_BYTES))
          : address;
    } catch (IllegalArgumentException e) {
      return address; // not an IP address, such as the path of a local socket
    }
  }
}
