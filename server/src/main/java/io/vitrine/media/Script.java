package io.vitrine.media;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Text that some program would run, or follow to other places (contract: security.md section 5,
 * threats 3 and 13): never taken. By its beginning, and where no bytes tell, by its extension.
 */
record Script() implements Sniffer {
  private static final List<String> SCRIPTS =
      List.of(
          "#!",
          "<?php",
          "<?=",
          "<%",
          "@echo off",
          "\"use strict\"",
          "'use strict'",
          "(function",
          "!function",
          "(()=>",
          "(() =>");

  private static final List<String> PLAYLISTS =
      List.of("#extm3u", "ffconcat version", "v=0\r\no=", "v=0\no=", "[playlist]", "rtsptext");

  /** Contract: processing.md section 1, the last line. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "html",
          "htm",
          "xhtml",
          "xht",
          "js",
          "mjs",
          "css",
          "php",
          "exe",
          "dll",
          "msi",
          "bat",
          "cmd",
          "sh",
          "ps1",
          "jar",
          "class",
          "apk",
          "dmg",
          "iso",
          "wasm",
          "swf",
          "m3u",
          "m3u8",
          "pls",
          "sdp",
          "ffconcat",
          "svgz");

  @Override
  public Optional<Detection> look(Content content) {
    TextStart start = new TextStart(content);
    if (SCRIPTS.stream().anyMatch(start::beginsWith)) {
      return Findings.forbidden("scripts are not taken");
    }
    if (PLAYLISTS.stream().anyMatch(start::beginsWith)) {
      return Findings.forbidden("playlists are not taken");
    }
    return EXTENSIONS.contains(content.extension())
        ? Findings.forbidden("files named ." + content.extension() + " are not taken")
        : Optional.empty();
  }
}
