package io.vitrine.fetch;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which addresses and ports may be reached on behalf of a stranger: public ones (contract:
 * uploads.md 3.2 rules 2, 4, 5 and 11). IPv6 is public only where it is given out as global unicast
 * (2000::/3), less what is reserved in it or carries an IPv4 address inside.
 */
public final class AddressRule {
  private static final AddressRange GLOBAL_UNICAST = AddressRange.parse("2000::/3");

  private static final List<AddressRange> FORBIDDEN =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "::/96",
              "::ffff:0:0/96",
              "64:ff9b::/96",
              "64:ff9b:1::/48",
              "100::/64",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8")
          .map(AddressRange::parse)
          .toList();

  /** Below 1024 only the ports of the web; above, not those of well-known inner services. */
  private static final Set<Integer> FORBIDDEN_PORTS =
      Set.of(
          1433, 1521, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 4243, 5432, 5672, 5900, 5984,
          5985, 5986, 6000, 6379, 6443, 6667, 7001, 7199, 8500, 9042, 9092, 9160, 9200, 9300, 10250,
          10255, 11211, 15672, 27017, 27018, 28017, 50070);

  private final List<AddressRange> lifted;
  private final boolean allowsPublic;

  /**
   * @param lifted ranges that may be reached although they are private, on every port
   */
  public AddressRule(List<AddressRange> lifted) {
    this(lifted, true);
  }

  private AddressRule(List<AddressRange> lifted, boolean allowsPublic) {
    this.lifted = List.copyOf(lifted);
    this.allowsPublic = allowsPublic;
  }

  /** Only what is lifted may be reached, nothing that is public. */
  AddressRule liftedOnly() {
    return new AddressRule(lifted, false);
  }

  /** Whether this address, 4 or 16 bytes, may be reached on this port. */
  public boolean allows(byte[] address, int port) {
    return lifted.stream().anyMatch(range -> range.contains(address))
        || (allowsPort(port) && isPublic(address));
  }

  /** Whether a public address may be reached, on this port. */
  boolean allowsPort(int port) {
    return allowsPublic
        && (port == 80
            || port == 443
            || (port >= 1_024 && port <= 65_535 && !FORBIDDEN_PORTS.contains(port)));
  }

  /** Whether some ranges are lifted, so that a name says nothing before it is looked up. */
  boolean hasExceptions() {
    return !lifted.isEmpty();
  }

  private static boolean isPublic(byte[] address) {
    return FORBIDDEN.stream().noneMatch(range -> range.contains(address))
        && (address.length == 4 || GLOBAL_UNICAST.contains(address));
  }
}
