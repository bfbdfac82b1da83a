package io.vitrine.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The JSON API under {@code wrk} with 16 connections: files by ID, pages of 50 of a folder, and
 * searches, on a site of 100,000 files.
 */
final class HttpBench implements Benchmark {
  private static final int THOUSANDS = 100;
  private static final int CONNECTIONS = 16;
  private static final int WARM_UP_SECONDS = 6;
  private static final int MOST_WARM_UPS = 20;
  private static final int SECONDS = 10;

  @Override
  public String name() {
    return "http";
  }

  @Override
  public String description() {
    return "the JSON API with 16 connections on 100,000 files";
  }

  /**
   * One kind of request.
   *
   * @param body Lua text that makes one request out of {@code pick()}, a random line of the choices
   * @param target the fewest requests a second that are wanted
   */
  private record Kind(String name, List<String> choices, String body, int target) {}

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    Loads loads = Loads.find();
    try (Workspace workspace = new Workspace()) {
      Path data = workspace.folder("data");
      CatalogFill.Filled filled;
      try (Catalog catalog =
          SqliteCatalog.open(data.resolve("vitrine.db"), new SimpleMeterRegistry())) {
        filled = new CatalogFill(catalog).fill(THOUSANDS);
      }
      try (Vitrine vitrine = Vitrine.asShipped(data)) {
        for (Kind kind : kinds(filled)) {
          Path script = script(workspace.folder("wrk"), kind);
          WarmUp.run(
              vitrine.usage(),
              MOST_WARM_UPS,
              () ->
                  loads.requests(
                      vitrine.address(), CONNECTIONS, WARM_UP_SECONDS, Optional.of(script)));
          Sample sample =
              Sample.of(
                  vitrine.usage(),
                  () ->
                      loads.requests(vitrine.address(), CONNECTIONS, SECONDS, Optional.of(script)));
          report.figure(kind.name(), sample.rate(), "requests/s", ">= " + kind.target());
          report.figure(kind.name() + ": CPU of a request", sample.cpuPerUnit() * 1e6, "us", "");
        }
      }
    }
  }

  private static List<Kind> kinds(CatalogFill.Filled filled) {
    return List.of(
        new Kind(
            "get by ID",
            filled.fileIds().stream().map(id -> id.replace("~", "%7E")).toList(),
            "wrk.format(\"GET\", \"/site-media/v1/files/get-file-by-id?fileId=\" .. pick())",
            10_000),
        new Kind(
            "page of 50 of a folder",
            filled.folderIds(),
            "wrk.format(\"GET\", \"/site-media/v1/files?paging.limit=50&parentFolderId=\" .. pick())",
            3_000),
        new Kind(
            "search",
            filled.words(),
            "wrk.format(\"POST\", \"/site-media/v1/files/search\", nil, '{\"search\":\"' .. pick()"
                + " .. '\",\"rootFolder\":\"MEDIA_ROOT\",\"paging\":{\"limit\":50}}')",
            1_000));
  }

  private static Path script(Path folder, Kind kind) throws IOException {
    Path choices =
        Workspace.write(
            folder.resolve("choices.txt"),
            kind.choices().stream().collect(Collectors.joining("\n", "", "\n")));
    return Workspace.write(
        folder.resolve("request.lua"),
        """
        local choices = {}
        for line in io.lines("%s") do choices[#choices + 1] = line end
        math.randomseed(1)
        local function pick() return choices[math.random(#choices)] end
        wrk.headers["Authorization"] = "%s"
        wrk.headers["wix-site-id"] = "%s"
        wrk.headers["Content-Type"] = "application/json"
        request = function() return %s end
        """
            .formatted(choices, Vitrine.KEY, CatalogFill.SITE, kind.body()));
  }
}
