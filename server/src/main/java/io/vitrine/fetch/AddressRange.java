package io.vitrine.fetch;

import java.util.Optional;

/** A range of IP addresses such as {@code 10.0.0.0/8} or {@code fc00::/7}. */
public final class AddressRange {
  private final String text;
  private final byte[] network;
  private final int bits;

  private AddressRange(String text, byte[] network, int bits) {
    this.text = text;
    this.network = network;
    this.bits = bits;
  }

  /**
   * Reads a range in CIDR form (RFC 4632, RFC 4291 section 2.3); an address alone is a range of
   * one.
   *
   * @throws IllegalArgumentException with a text for the operator
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    Optional<byte[]> bytes =
        address.indexOf(':') >= 0
            ? IpLiteral.v6(address)
            : Optional.of(address)
                .filter(one -> one.matches("\\d{1,3}(\\.\\d{1,3}){3}"))
                .flatMap(IpLiteral::v4);
    int most = bytes.map(all -> all.length * 8).orElse(0);
    String length = slash < 0 ? Integer.toString(most) : text.substring(slash + 1);
    if (bytes.isEmpty() || !length.matches("\\d{1,3}") || Integer.parseInt(length) > most) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a range of addresses such as 10.0.0.0/8 or fd00::/8");
    }
    return new AddressRange(text, bytes.get(), Integer.parseInt(length));
  }

  /** Whether the address, 4 or 16 bytes, lies in the range; IPv4 is never in a range of IPv6. */
  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (address[i] != network[i]) {
        return false;
      }
    }
    int mask = (0xff00 >> (bits % 8)) & 0xff;
    return bits % 8 == 0 || (address[whole] & mask) == (network[whole] & mask);
  }

  @Override
  public String toString() {
    return text;
  }
}
