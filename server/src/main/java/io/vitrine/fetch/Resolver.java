package io.vitrine.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a name. */
@FunctionalInterface
public interface Resolver {

  /**
   * All addresses of the name, at least one.
   *
   * @throws UnknownHostException when there are none
   */
  List<InetAddress> resolve(String name) throws UnknownHostException;

  /** Asks the operating system. */
  static Resolver system() {
    return name -> List.of(InetAddress.getAllByName(name));
  }
}
