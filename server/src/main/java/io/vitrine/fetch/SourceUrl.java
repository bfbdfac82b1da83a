package io.vitrine.fetch;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@code http} or {@code https} URL that was checked piece by piece (contract: uploads.md 3.2
 * rules 1 and 6): no user in it, a host that is a plain name or an address, and a path in which
 * everything unusual is percent-encoded. What it is compared by and connected by is the same text.
 *
 * @param scheme {@code http} or {@code https}
 * @param host lower case, without a last dot; an IPv6 address without its brackets
 * @param literal the address, when the host is one: 4 or 16 bytes as hex digits
 * @param path with its query, begins with a slash
 */
public record SourceUrl(
    String scheme, String host, Optional<String> literal, int port, String path) {
  private static final Pattern PARTS =
      Pattern.compile("(?i)(https?)://([^/?#]*)([^#]*)(?:#.*)?", Pattern.DOTALL);
  private static final Pattern ABSOLUTE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");
  private static final int MAX_NAME = 253;
  private static final String UNSAFE = " \"<>\\^`{|}";

  /**
   * Reads an absolute URL; a fragment is dropped.
   *
   * @throws UrlException with what is wrong, safe to show
   */
  public static SourceUrl parse(String text) throws UrlException {
    if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw new UrlException("must not have control characters");
    }
    Matcher parts = PARTS.matcher(text.strip());
    if (!parts.matches()) {
      throw new UrlException("must be an absolute http or https URL");
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    String authority = parts.group(2);
    if (authority.indexOf('@') >= 0) {
      throw new UrlException("must not have a user name or password");
    }
    int portColon = authority.lastIndexOf(':');
    boolean hasPort = portColon > authority.lastIndexOf(']');
    String hostText = hasPort ? authority.substring(0, portColon) : authority;
    String portText = hasPort ? authority.substring(portColon + 1) : "";
    int port = portText.isEmpty() ? (scheme.equals("http") ? 80 : 443) : port(portText);
    String path = encode(parts.group(3));
    String rooted = path.startsWith("/") ? path : "/" + path;
    if (hostText.startsWith("[")) {
      byte[] address =
          Optional.of(hostText)
              .filter(host -> host.endsWith("]"))
              .flatMap(host -> IpLiteral.v6(host.substring(1, host.length() - 1)))
              .orElseThrow(SourceUrl::badHost);
      String canonical = canonicalV6(address);
      return new SourceUrl(scheme, canonical, Optional.of(hex(address)), port, rooted);
    }
    String host = name(hostText);
    if (IpLiteral.looksLikeV4(host)) {
      byte[] address = IpLiteral.v4(host).orElseThrow(SourceUrl::badHost);
      return new SourceUrl(scheme, dotted(address), Optional.of(hex(address)), port, rooted);
    }
    return new SourceUrl(scheme, host, Optional.empty(), port, rooted);
  }

  /**
   * Where a redirect leads (RFC 3986 section 5.2).
   *
   * @param location as received, relative or absolute
   * @throws UrlException when that is no http or https URL
   */
  SourceUrl resolve(String location) throws UrlException {
    String target = location.strip();
    if (ABSOLUTE.matcher(target).matches()) {
      return parse(target);
    }
    if (target.startsWith("//")) {
      return parse(scheme + ":" + target);
    }
    String pathOnly = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
    String joined;
    if (target.startsWith("/")) {
      joined = target;
    } else if (target.isEmpty() || target.startsWith("#")) {
      joined = path;
    } else if (target.startsWith("?")) {
      joined = pathOnly + target;
    } else {
      joined = pathOnly.substring(0, pathOnly.lastIndexOf('/') + 1) + target;
    }
    return parse(origin() + withoutDots(joined));
  }

  /** The same URL with these parameters behind those that it has. */
  public SourceUrl with(List<Map.Entry<String, String>> parameters) {
    StringBuilder extended = new StringBuilder(path);
    boolean first = path.indexOf('?') < 0;
    for (Map.Entry<String, String> parameter : parameters) {
      boolean bare = extended.charAt(extended.length() - 1) == '?';
      extended.append(first ? "?" : bare ? "" : "&");
      extended.append(encodeAll(parameter.getKey())).append('=');
      extended.append(encodeAll(parameter.getValue()));
      first = false;
    }
    return new SourceUrl(scheme, host, literal, port, extended.toString());
  }

  /** Scheme, host and port. */
  public String origin() {
    return scheme + "://" + authority();
  }

  /** What goes into the {@code Host} header. */
  String authority() {
    boolean usual = port == (isSecure() ? 443 : 80);
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return usual ? shown : shown + ":" + port;
  }

  boolean isSecure() {
    return scheme.equals("https");
  }

  /** The address, when the host is one. */
  Optional<byte[]> address() {
    return literal.map(HexFormat.of()::parseHex);
  }

  @Override
  public String toString() {
    return origin() + path;
  }

  private static String name(String text) throws UrlException {
    if (text.indexOf('%') >= 0 || text.indexOf('\\') >= 0 || text.indexOf('[') >= 0) {
      throw badHost();
    }
    String ascii;
    try {
      ascii = IDN.toASCII(text).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notAName) {
      throw badHost();
    }
    String host = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
    if (host.length() > MAX_NAME || !NAME.matcher(host).matches()) {
      throw badHost();
    }
    return host;
  }

  private static int port(String text) throws UrlException {
    int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65_535) {
      throw new UrlException("must have a port from 1 to 65535");
    }
    return port;
  }

  private static UrlException badHost() {
    return new UrlException("must have a host that is a name or an address");
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c > 0x20 && c < 0x7f && UNSAFE.indexOf(c) < 0) {
                encoded.append((char) c);
              } else {
                percent(encoded, c);
              }
            });
    return encoded.toString();
  }

  private static String encodeAll(String text) {
    StringBuilder encoded = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean plain =
                  (c >= 'a' && c <= 'z')
                      || (c >= 'A' && c <= 'Z')
                      || (c >= '0' && c <= '9')
                      || "-._~".indexOf(c) >= 0;
              if (plain) {
                encoded.append((char) c);
              } else {
                percent(encoded, c);
              }
            });
    return encoded.toString();
  }

  private static void percent(StringBuilder encoded, int codePoint) {
    for (byte one : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
    }
  }

  /** RFC 3986 section 5.2.4, so that what is compared and logged is what is meant. */
  private static String withoutDots(String path) {
    int query = path.indexOf('?');
    String plain = query < 0 ? path : path.substring(0, query);
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = plain.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean dots = segments[i].equals(".") || segments[i].equals("..");
      if (segments[i].equals("..")) {
        kept.pollLast();
      }
      if (!dots) {
        kept.addLast(segments[i]);
      } else if (i == segments.length - 1) {
        kept.addLast("");
      }
    }
    return "/" + String.join("/", kept) + (query < 0 ? "" : path.substring(query));
  }

  private static String hex(byte[] address) {
    return HexFormat.of().formatHex(address);
  }

  private static String dotted(byte[] address) {
    return (address[0] & 0xff)
        + "."
        + (address[1] & 0xff)
        + "."
        + (address[2] & 0xff)
        + "."
        + (address[3] & 0xff);
  }

  private static String canonicalV6(byte[] address) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < address.length; i += 2) {
      int group = ((address[i] & 0xff) << 8) | (address[i + 1] & 0xff);
      text.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
    }
    return text.toString();
  }

  /** The address for a connection. */
  static InetAddress inet(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", impossible);
    }
  }
}
