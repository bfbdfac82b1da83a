package io.vitrine.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.fetch.FetchException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every reserved range of the contract (uploads.md 3.2 rules 2 to 5 and 11), by first and last
 * address, as a literal and behind a name. The connector records and never opens a socket.
 */
class AddressRuleTest {
  private final List<InetSocketAddress> connected = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0 0.255.255.255",
        "10.0.0.0 10.255.255.255",
        "100.64.0.0 100.127.255.255",
        "127.0.0.0 127.255.255.255",
        "169.254.0.0 169.254.169.254",
        "169.254.169.254 169.254.255.255",
        "172.16.0.0 172.31.255.255",
        "192.0.0.0 192.0.0.255",
        "192.0.2.0 192.0.2.255",
        "192.88.99.0 192.88.99.255",
        "192.168.0.0 192.168.255.255",
        "198.18.0.0 198.19.255.255",
        "198.51.100.0 198.51.100.255",
        "203.0.113.0 203.0.113.255",
        "224.0.0.0 239.255.255.255",
        "240.0.0.0 255.255.255.254",
        "255.255.255.255 255.255.255.255",
        ":: ::1",
        "::7f00:1 ::ffff:ffff",
        "::ffff:0:0 ::ffff:ffff:ffff",
        "::ffff:127.0.0.1 ::ffff:10.0.0.1",
        "64:ff9b:: 64:ff9b::ffff:ffff",
        "64:ff9b::7f00:1 64:ff9b::8.8.8.8",
        "64:ff9b:1:: 64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
        "100:: 100::ffff:ffff:ffff:ffff",
        "2001:: 2001:0:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8:: 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
        "2002:: 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2002:7f00:1:: 2002:a00:1::",
        "3fff:: 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
        "4000:: 5f00::1",
        "fc00:: fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fe80:: febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fec0:: feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "ff00:: ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
      })
  void neitherEndOfAReservedRangeIsReached(String ends) throws Exception {
    for (String address : ends.split(" ", -1)) {
      assertForbidden(List.of(), url(address, 80));
      assertForbidden(List.of(), url(address, 8_080));
      assertNameForbidden(address);
    }
    assertThat(connected).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.0",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2000::1",
        "2001:200::1",
        "2001:db7:ffff::1",
        "2001:db9::1",
        "2003::1",
        "2606:4700:4700::1111",
        "3ffe::1"
      })
  void theNeighboursOfReservedRangesArePublic(String address) throws Exception {
    guarded(List.of()).connect(SourceUrl.parse(url(address, 443)), Duration.ofSeconds(1)).close();

    assertThat(connected).extracting(InetSocketAddress::getPort).containsExactly(443);
    assertThat(connected.getFirst().getAddress()).isEqualTo(InetAddress.getByName(address));
  }

  @Test
  void onlyPortsOfTheWebAndHighPortsAreReached() throws Exception {
    for (int port :
        List.of(1, 22, 25, 53, 81, 442, 1_023, 2_375, 3_306, 5_432, 6_379, 9_200, 11_211)) {
      assertForbidden(List.of(), url("8.8.8.8", port));
    }
    for (int port : List.of(80, 443, 1_024, 8_080, 8_443, 65_535)) {
      guarded(List.of()).connect(SourceUrl.parse(url("8.8.8.8", port)), Duration.ofSeconds(1));
    }
    assertThat(connected).hasSize(6);
  }

  @Test
  void everyAddressOfANameMustBePublic() throws Exception {
    GuardedConnections guarded =
        guarded(Map.of("mixed.test", List.of("8.8.8.8", "10.0.0.1")), List.of());

    assertThatThrownBy(
            () -> guarded.connect(SourceUrl.parse("http://mixed.test/"), Duration.ofSeconds(1)))
        .isInstanceOfSatisfying(
            FetchException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN));
    assertThat(connected).isEmpty();
  }

  @Test
  void anAllowListLiftsItsRangesAndNoOthers() throws Exception {
    List<AddressRange> lifted =
        List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("fd00:1::/32"));
    GuardedConnections guarded = guarded(lifted);

    guarded.connect(SourceUrl.parse(url("127.0.0.1", 22)), Duration.ofSeconds(1));
    guarded.connect(SourceUrl.parse(url("fd00:1::5", 6_379)), Duration.ofSeconds(1));

    assertThat(connected).hasSize(2);
    for (String address : List.of("126.255.255.255", "10.0.0.1", "fd00:2::1", "::1")) {
      assertForbidden(lifted, url(address, 22));
    }
    // The IPv4 address inside is allowed, but nobody allowed this way to it.
    assertForbidden(lifted, url("::ffff:127.0.0.1", 80));
    assertForbidden(lifted, url("64:ff9b::7f00:1", 80));
    assertThat(connected).hasSize(2);
  }

  @Test
  void whatCanBeToldWithoutLookingUpANameIsToldAtOnce() throws Exception {
    GuardedConnections strict = guarded(List.of());
    GuardedConnections lenient = guarded(List.of(AddressRange.parse("10.0.0.0/8")));

    assertThat(strict.refusal(SourceUrl.parse("http://10.0.0.1/"))).isPresent();
    assertThat(strict.refusal(SourceUrl.parse("http://example.com:22/"))).isPresent();
    assertThat(strict.refusal(SourceUrl.parse("http://example.com/"))).isEmpty();
    assertThat(lenient.refusal(SourceUrl.parse("http://10.0.0.1:22/"))).isEmpty();
    assertThat(lenient.refusal(SourceUrl.parse("http://inside.test:22/"))).isEmpty();
    assertThat(lenient.refusal(SourceUrl.parse("http://11.0.0.1:22/"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::/129", "nonsense", "", "/8"})
  void aMalformedRangeIsRefused(String range) {
    assertThatThrownBy(() -> AddressRange.parse(range))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a range");
  }

  private void assertForbidden(List<AddressRange> lifted, String url) throws Exception {
    SourceUrl parsed = SourceUrl.parse(url);
    GuardedConnections guarded = guarded(lifted);
    assertThat(guarded.refusal(parsed)).as(url).isPresent();
    assertThatThrownBy(() -> guarded.connect(parsed, Duration.ofSeconds(1)))
        .as(url)
        .isInstanceOfSatisfying(
            FetchException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN));
  }

  private void assertNameForbidden(String address) throws Exception {
    GuardedConnections guarded = guarded(Map.of("name.test", List.of(address)), List.of());
    assertThatThrownBy(
            () -> guarded.connect(SourceUrl.parse("https://name.test/"), Duration.ofSeconds(1)))
        .as(address)
        .isInstanceOf(FetchException.class);
  }

  private GuardedConnections guarded(List<AddressRange> lifted) {
    return guarded(Map.of(), lifted);
  }

  private GuardedConnections guarded(Map<String, List<String>> names, List<AddressRange> lifted) {
    return new GuardedConnections(
        new AddressRule(lifted), name -> addresses(names, name), this::record);
  }

  private static List<InetAddress> addresses(Map<String, List<String>> names, String name)
      throws UnknownHostException {
    List<InetAddress> found = new ArrayList<>();
    for (String address : Optional.ofNullable(names.get(name)).orElseThrow()) {
      found.add(InetAddress.getByName(address));
    }
    return found;
  }

  private Socket record(InetSocketAddress target, Duration timeout) throws IOException {
    connected.add(target);
    return new Socket();
  }

  private static String url(String address, int port) {
    return "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port + "/";
  }
}
