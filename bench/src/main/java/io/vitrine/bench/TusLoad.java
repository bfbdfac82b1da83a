package io.vitrine.bench;

import io.vitrine.bench.Sample.Done;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Load by tus-js-client, in a Node process of its own. */
final class TusLoad {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TIME_LIMIT = "600";

  private final NodeFolder scripts;

  private TusLoad(NodeFolder scripts) {
    this.scripts = scripts;
  }

  /**
   * Where an upload goes.
   *
   * @param token goes into the metadata; empty for none
   * @param finish the URL of the {@code PUT} that makes a file of the upload; empty for none
   */
  record Target(String endpoint, String token, String finish) {

    private Map<String, String> json() {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("endpoint", endpoint);
      if (!token.isEmpty()) {
        fields.put("token", token);
      }
      if (!finish.isEmpty()) {
        fields.put("finish", finish);
      }
      return fields;
    }
  }

  /** Finds Node and installs the pinned packages when they are missing. */
  static TusLoad find() throws IOException, InterruptedException {
    return new TusLoad(NodeFolder.install("tus"));
  }

  /** The command that runs a script of ours. */
  List<String> command(String script, String... arguments) {
    return scripts.command(script, arguments);
  }

  /** Uploads the file to all targets at once, each in its own connection; units are gigabytes. */
  Done upload(Path file, long chunk, List<Target> targets)
      throws IOException, InterruptedException {
    String list = JSON.writeValueAsString(targets.stream().map(Target::json).toList());
    List<String> command = command("load.js", file.toString(), Long.toString(chunk), list);
    command.addAll(0, List.of("timeout", TIME_LIMIT));
    JsonNode told = JSON.readTree(Programs.run(command));
    return new Done(told.path("bytes").doubleValue() / 1e9, told.path("seconds").doubleValue());
  }
}
