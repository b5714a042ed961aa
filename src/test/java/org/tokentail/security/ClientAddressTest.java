package org.tokentail.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tokentail.config.AddressRange;

class ClientAddressTest {
  private static final List<AddressRange> PROXIES =
      AddressRange.list("127.0.0.1, 10.0.0.0/8, fd00::/8").orElseThrow();
  private static final List<String> NONE = List.of();

  @Test
  void nobodyIsBelievedWhoIsNotTrusted() {
    assertThat(ClientAddress.of("192.0.2.1", PROXIES, List.of("198.51.100.7"), NONE))
        .isEqualTo("192.0.2.1");
    assertThat(ClientAddress.of("127.0.0.1", List.of(), List.of("198.51.100.7"), NONE))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void theLastAddressThatNoTrustedProxyHasIsTheCallers() {
    assertThat(ClientAddress.of("127.0.0.1", PROXIES, List.of("6.6.6.6, 198.51.100.7"), NONE))
        .isEqualTo("198.51.100.7");
    assertThat(
            ClientAddress.of(
                "127.0.0.1", PROXIES, List.of("6.6.6.6", "198.51.100.7, 10.1.2.3"), NONE))
        .isEqualTo("198.51.100.7");
    assertThat(ClientAddress.of("10.0.0.1", PROXIES, List.of("10.2.2.2"), NONE))
        .isEqualTo("10.2.2.2");
  }

  @Test
  void whatIsNoAddressEndsTheWay() {
    for (String junk : List.of("unknown", "_hidden", "localhost", "", "1.2.3.4.5", "300.1.1.1")) {
      assertThat(ClientAddress.of("127.0.0.1", PROXIES, List.of(junk), NONE))
          .as(junk)
          .isEqualTo("127.0.0.1");
    }
  }

  @Test
  void forwardedSaysTheSameInOtherWords() {
    assertThat(
            ClientAddress.of(
                "127.0.0.1",
                PROXIES,
                NONE,
                List.of("for=6.6.6.6, For=\"198.51.100.7:4711\";proto=https")))
        .isEqualTo("198.51.100.7");
    assertThat(
            ClientAddress.of("127.0.0.1", PROXIES, NONE, List.of("for=\"[2001:db8:1:2:3::4]:80\"")))
        .isEqualTo("2001:db8:1:2:0:0:0:0/64");
  }

  @Test
  void whoSendsBothHeadersIsNotBelieved() {
    assertThat(
            ClientAddress.of(
                "127.0.0.1", PROXIES, List.of("198.51.100.7"), List.of("for=203.0.113.9")))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void ipv6CountsByItsNetwork() {
    assertThat(ClientAddress.of("2001:db8:1:2::1", PROXIES, NONE, NONE))
        .isEqualTo(ClientAddress.of("2001:db8:1:2:ffff::9", PROXIES, NONE, NONE))
        .isNotEqualTo(ClientAddress.of("2001:db8:1:3::1", PROXIES, NONE, NONE));
    assertThat(ClientAddress.of("::ffff:192.0.2.1", PROXIES, NONE, NONE)).isEqualTo("192.0.2.1");
    assertThat(ClientAddress.of("fe80::1%eth0", PROXIES, NONE, NONE))
        .isEqualTo("fe80:0:0:0:0:0:0:0/64");
  }
}
