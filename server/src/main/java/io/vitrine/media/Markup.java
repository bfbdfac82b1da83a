package io.vitrine.media;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** XML and HTML: drawings and maps are taken, anything that a browser would run is not. */
record Markup(Findings findings) implements Sniffer {
  private static final String SVG = "http://www.w3.org/2000/svg";

  /** A browser takes these beginnings for HTML (WHATWG MIME Sniffing section 7.1). */
  private static final Pattern HTML_START =
      Pattern.compile(
          "<(?:!--|(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p"
              + "|img|input|form|frameset|meta|link|object|embed|svg)[\\s>/])");

  private static final Set<String> HTML_ROOTS =
      Set.of("html", "head", "body", "script", "iframe", "div", "style", "title", "object", "form");

  private static final Set<String> PLAYLIST_ROOTS =
      Set.of("MPD", "smil", "asx", "ASX", "SmoothStreamingMedia", "playlist");

  private static final List<String> ANYWHERE =
      List.of("<!doctype html", "<html", "<script", "<?php", "<iframe");

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    TextStart start = new TextStart(content);
    if (start.beginsWith("<")) {
      Optional<Detection> detection = byRoot(content);
      if (detection.isPresent()) {
        return detection;
      }
      if (HTML_START.matcher(start.text()).lookingAt()) {
        return html();
      }
    }
    return start.beginsWith("{") || ANYWHERE.stream().noneMatch(start::contains)
        ? Optional.empty()
        : html();
  }

  private Optional<Detection> byRoot(Content content) throws IOException {
    return switch (XmlDocument.open(content)) {
      case XmlDocument.Root root -> byRoot(content, root);
      case XmlDocument.HasDtd _ -> Findings.forbidden("XML with a DTD is not taken");
      case XmlDocument.NotXml _ -> Optional.empty();
    };
  }

  private Optional<Detection> byRoot(Content content, XmlDocument.Root root) throws IOException {
    if (root.name().equals("svg")) {
      return svg(content, root);
    }
    if (HTML_ROOTS.contains(root.name()) || root.namespace().endsWith("/xhtml")) {
      return html();
    }
    if (PLAYLIST_ROOTS.contains(root.name())) {
      return Findings.forbidden("playlists are not taken");
    }
    return switch (root.name()) {
      case "gpx" -> findings.known("application/gpx+xml");
      case "kml" -> findings.known("application/vnd.google-earth.kml+xml");
      default -> Optional.empty();
    };
  }

  private Optional<Detection> svg(Content content, XmlDocument.Root root) throws IOException {
    if (!root.namespace().equals(SVG)) {
      return Findings.forbidden("the SVG is not in the SVG namespace");
    }
    Optional<String> problem = XmlDocument.problem(content);
    return problem.isPresent()
        ? Findings.forbidden("the SVG " + problem.get())
        : findings.picture("image/svg+xml", () -> SvgSize.of(root));
  }

  private static Optional<Detection> html() {
    return Findings.forbidden("HTML is not taken");
  }
}
