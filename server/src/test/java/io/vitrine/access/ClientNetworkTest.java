package io.vitrine.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientNetworkTest {

  @Test
  void theAddressesOfOneIpv6CustomerAreOneClient() {
    assertThat(ClientNetwork.of("2001:db8:1:2::1"))
        .isEqualTo("20010db800010002")
        .isEqualTo(ClientNetwork.of("2001:db8:1:2:ffff:1:2:3"))
        .isNotEqualTo(ClientNetwork.of("2001:db8:1:3::1"));
  }

  @Test
  void everythingElseStaysAsItIs() {
    for (String address : new String[] {"192.0.2.7", "", "/run/socket"}) {
      assertThat(ClientNetwork.of(address)).isEqualTo(address);
    }
  }
}
