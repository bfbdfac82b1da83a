package io.vitrine;

import io.vitrine.fetch.Connector;
import io.vitrine.fetch.FetchLimits;
import io.vitrine.fetch.Resolver;
import io.vitrine.fetch.TrustedTls;
import io.vitrine.library.ImportLimits;
import java.time.InstantSource;
import javax.net.ssl.SSLSocketFactory;

/**
 * How the server reaches others, so that tests can stand in for names, connections and time.
 *
 * @param resolver finds addresses
 * @param connector connects to those that may be reached
 * @param tls checks certificates
 * @param limits of one request
 * @param importLimits of one import
 * @param clock tells the time
 */
record Outside(
    Resolver resolver,
    Connector connector,
    SSLSocketFactory tls,
    FetchLimits limits,
    ImportLimits importLimits,
    InstantSource clock) {

  /** The world as it is. */
  static Outside real() {
    return new Outside(
        Resolver.system(),
        Connector.direct(),
        TrustedTls.factory(),
        FetchLimits.CONTRACT,
        ImportLimits.CONTRACT,
        InstantSource.system());
  }
}
