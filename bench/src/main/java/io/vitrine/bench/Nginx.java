package io.vitrine.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Debian's nginx as its package sets it up (a worker for each core, sendfile, an access log), with
 * a configuration and folders of its own. {@code PUT} below {@code /put/} goes to its WebDAV
 * module.
 */
final class Nginx implements AutoCloseable {
  private final Path files;
  private final int port;
  private final Started process;

  private Nginx(Path files, int port, Started process) {
    this.files = files;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param folder empty; keeps all of it
   */
  static Nginx start(Path folder) throws IOException, InterruptedException {
    String program = Programs.require("nginx", "nginx-light");
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.createDirectories(files.resolve("put"));
    int port = freePort();
    Path configuration =
        Workspace.write(folder.resolve("nginx.conf"), configurationText(folder, port));
    ProcessBuilder command =
        new ProcessBuilder(
                program,
                "-e",
                folder.resolve("error.log").toString(),
                "-p",
                folder.toString(),
                "-c",
                configuration.toString())
            .inheritIO();
    return new Nginx(files, port, Started.start(command, () -> answers(port)));
  }

  /** Where the files lie that it serves. */
  Path files() {
    return files;
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + "/" + path;
  }

  Usage usage() {
    return process.usage();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }

  private static String configurationText(Path folder, int port) {
    String user = Programs.isRoot() ? "user root;" : "";
    return """
        daemon off;
        worker_processes auto;
        %1$s
        pid %2$s/nginx.pid;
        error_log %2$s/error.log;
        events { worker_connections 1024; }
        http {
          access_log %2$s/access.log;
          default_type text/plain;
          sendfile on;
          tcp_nopush on;
          client_max_body_size 0;
          client_body_temp_path %2$s/body;
          proxy_temp_path %2$s/proxy;
          fastcgi_temp_path %2$s/fastcgi;
          uwsgi_temp_path %2$s/uwsgi;
          scgi_temp_path %2$s/scgi;
          server {
            listen 127.0.0.1:%3$d;
            root %2$s/files;
            location /put/ { dav_methods PUT; }
          }
        }
        """
        .formatted(user, folder, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
