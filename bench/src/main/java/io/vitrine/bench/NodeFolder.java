package io.vitrine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with scripts for Node and the packages that they need, pinned. */
final class NodeFolder {
  private final String node;
  private final Path folder;

  private NodeFolder(String node, Path folder) {
    this.node = node;
    this.folder = folder;
  }

  /** Finds Node and installs the packages of a folder below {@code bench} that are missing. */
  static NodeFolder install(String name) throws IOException, InterruptedException {
    String node = Programs.require("node", "nodejs");
    String npm = Programs.require("npm", "npm");
    Path folder = Path.of("bench", name).toAbsolutePath();
    Path installed = folder.resolve("node_modules/.package-lock.json");
    Path wanted = folder.resolve("package-lock.json");
    if (!Files.exists(installed)
        || Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) < 0) {
      Programs.run(
          List.of(npm, "ci", "--no-audit", "--no-fund", "--silent", "--prefix", folder.toString()));
    }
    return new NodeFolder(node, folder);
  }

  /** The command that runs a script; the list can be changed. */
  List<String> command(String script, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(node);
    command.add(folder.resolve(script).toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
