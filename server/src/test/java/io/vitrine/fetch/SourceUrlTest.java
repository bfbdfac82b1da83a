package io.vitrine.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are URLs, and which host each really names (contract: uploads.md 3.2 rules 1, 6). */
class SourceUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "//host/path",
        "/path",
        "host/path",
        "file:///etc/passwd",
        "ftp://example.com/a",
        "gopher://example.com/",
        "data:text/plain,a",
        "jar:http://example.com/a!/b",
        "javascript:alert(1)",
        "http:/example.com/",
        "http:example.com",
        "http://",
        "http:///path",
        "http://good@127.0.0.1/",
        "http://u:p@example.com/",
        "http://example.com@127.0.0.1/",
        "http://example.com\\@127.0.0.1/",
        "http://127.0.0.%31/",
        "http://%31%32%37.0.0.1/",
        "http://exam ple.com/",
        "http://example.com:0/",
        "http://example.com:65536/",
        "http://example.com:8a/",
        "http://example.com:-1/",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://[1::2::3]/",
        "http://[12345::]/",
        "http://[::1.2.3]/",
        "http://256.256.256.256/",
        "http://1.2.3.4.5/",
        "http://0x100000000/",
        "http://08.1.1.1/",
        "http://a..b/",
        "http://example.com\r\nX: y/",
        "http://example.com/\u0000",
        "http://exa_mple.com:80:80/"
      })
  void isRefused(String text) {
    assertThatThrownBy(() -> SourceUrl.parse(text)).isInstanceOf(UrlException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "http://2130706433/, 127.0.0.1",
    "http://0x7f.1/, 127.0.0.1",
    "http://0177.0.0.1/, 127.0.0.1",
    "http://127.1/, 127.0.0.1",
    "http://127.0.1/, 127.0.0.1",
    "http://0x7f000001/, 127.0.0.1",
    "http://0X7F.0.0.1/, 127.0.0.1",
    "http://017700000001/, 127.0.0.1",
    "http://127.0.0.1./, 127.0.0.1",
    "http://0/, 0.0.0.0",
    "http://①②⑦.0.0.①/, 127.0.0.1",
    "http://127。0。0。1/, 127.0.0.1",
    "http://[::FFFF:7f00:1]/, 0:0:0:0:0:ffff:7f00:1",
    "http://[::ffff:127.0.0.1]/, 0:0:0:0:0:ffff:7f00:1",
    "http://[0:0::0:1]/, 0:0:0:0:0:0:0:1",
    "http://LOCALHOST./, localhost",
    "https://EXAMPLE.com:443/, example.com",
    "https://bücher.example/, xn--bcher-kva.example",
    "http://my_bucket.example.com/, my_bucket.example.com"
  })
  void namesTheHostThatItReallyNames(String text, String host) throws Exception {
    SourceUrl url = SourceUrl.parse(text);

    assertThat(url.host()).isEqualTo(host);
    assertThat(url.address().isPresent()).isEqualTo(host.matches("[0-9.]+|[0-9a-f:]+:[0-9a-f:]+"));
  }

  @Test
  void unusualCharactersOfThePathAreEncodedAndTheFragmentIsDropped() throws Exception {
    SourceUrl url = SourceUrl.parse("HTTP://Example.com:8080/a b/é%20x?q=\"1\"&r=<2>#frag");

    assertThat(url.toString())
        .isEqualTo("http://example.com:8080/a%20b/%C3%A9%20x?q=%221%22&r=%3C2%3E");
    assertThat(SourceUrl.parse("http://example.com?a=1").path()).isEqualTo("/?a=1");
    assertThat(SourceUrl.parse("http://[2001:DB8::1]:81/").authority())
        .isEqualTo("[2001:db8:0:0:0:0:0:1]:81");
  }

  @Test
  void parametersStandBehindThoseOfTheUrl() throws Exception {
    List<Map.Entry<String, String>> parameters =
        List.of(Map.entry("token", "a b&c=é"), Map.entry("x", "2"));

    assertThat(SourceUrl.parse("http://h/p?x=1").with(parameters).path())
        .isEqualTo("/p?x=1&token=a%20b%26c%3D%C3%A9&x=2");
    assertThat(SourceUrl.parse("http://h/p").with(parameters).path())
        .isEqualTo("/p?token=a%20b%26c%3D%C3%A9&x=2");
    assertThat(SourceUrl.parse("http://h/p").with(List.of()).path()).isEqualTo("/p");
  }

  @ParameterizedTest
  @CsvSource({
    "c, http://h:81/a/c",
    "/c?d, http://h:81/c?d",
    "?d, http://h:81/a/b?d",
    "../../c, http://h:81/c",
    "./c/.., http://h:81/a/",
    "//other/c, http://other/c",
    "https://other/c, https://other/c",
    "#f, http://h:81/a/b?q"
  })
  void aRedirectLeadsWhereTheRfcSays(String location, String target) throws Exception {
    assertThat(SourceUrl.parse("http://h:81/a/b?q").resolve(location)).hasToString(target);
  }
}
