package io.vitrine.media;

/** The shell's part in keeping a program within its bounds. */
public final class Confinement {
  private Confinement() {}

  /**
   * A script that sets the limits and then becomes the command that is given to it as arguments.
   *
   * <p>A limit that a shell lacks does not keep the program from starting, nor does a system that
   * lets nobody have a network name space of his own, in which there is no network. In one of an
   * ordinary user's the program is called root and has his rights; root himself would lose rights
   * there. Signals to the whole group, such as Ctrl-C, are for the server, which lets work end
   * first. Whoever makes variants steps back for whoever answers requests.
   *
   * @param addressSpace bytes
   * @param fileSize bytes of each file that is written
   * @param seconds of computing
   */
  public static String script(long addressSpace, long fileSize, long seconds) {
    return """
    trap '' HUP INT TERM
    ulimit -c 0
    ulimit -v %d 2>/dev/null
    ulimit -f %d 2>/dev/null
    ulimit -t %d 2>/dev/null
    ulimit -n 256 2>/dev/null
    renice -n 10 -p $$ >/dev/null 2>&1
    alone=-n
    [ "$(id -u)" = 0 ] || alone='-r -n'
    if unshare $alone true 2>/dev/null; then
      exec unshare $alone -- "$@"
    fi
    exec "$@"
    """
        .formatted(addressSpace >> 10, fileSize / 512, seconds);
  }
}
