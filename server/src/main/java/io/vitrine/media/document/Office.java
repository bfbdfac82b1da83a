package io.vitrine.media.document;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.Program;
import io.vitrine.media.ProgramException;
import io.vitrine.media.ProgramLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * LibreOffice, which turns office documents into PDF in a process of its own. Each run has a fresh
 * profile in which macros, links to other files and updates of links are switched off.
 *
 * @param modules those that are installed
 */
public record Office(Program program, Set<Module> modules) {
  /** A part of LibreOffice that Linux distributions install by itself. */
  public enum Module {
    WRITER("libswlo.so"),
    CALC("libsclo.so"),
    IMPRESS("libsdlo.so");

    private final String library;

    Module(String library) {
      this.library = library;
    }
  }

  public Office {
    modules = Set.copyOf(modules);
  }

  /** Contract: processing.md section 6. It reserves far more than it holds. */
  private static final ProgramLimits LIMITS =
      new ProgramLimits(
          1L << 30, 8L << 30, 256L << 20, Duration.ofSeconds(60), Duration.ofSeconds(60));

  private static final String SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <oor:items xmlns:oor="http://openoffice.org/2001/registry">
      %s</oor:items>
      """
          .formatted(
              setting("Common/Security/Scripting", "DisableMacrosExecution", "true")
                  + setting("Common/Security/Scripting", "MacroSecurityLevel", "3")
                  + setting("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true")
                  + setting("Common/Security/Scripting", "DisableActiveContent", "true")
                  + setting("Writer/Content/Update", "Link", "0")
                  + setting("Calc/Content/Update", "Link", "2"));

  private static String setting(String path, String name, String value) {
    return """
    <item oor:path="/org.openoffice.Office.%s"><prop oor:name="%s" oor:op="fuse"><value>%s</value></prop></item>
    """
        .formatted(path, name, value);
  }

  /** Where the system keeps programs; empty when it is not installed. */
  public static Optional<Office> find() {
    return Program.find("soffice")
        .or(() -> Program.find("libreoffice"))
        .map(program -> new Office(program, modules(program.executable())));
  }

  /** All of them, where LibreOffice does not lie as Linux distributions have it. */
  private static Set<Module> modules(Path executable) {
    Set<Module> modules = EnumSet.allOf(Module.class);
    try {
      Path folder = executable.toRealPath().resolveSibling("");
      if (Files.exists(folder.resolve("soffice.bin"))) {
        modules.removeIf(module -> !Files.exists(folder.resolve(module.library)));
      }
    } catch (IOException unreadable) {
      modules.clear();
    }
    return modules;
  }

  /**
   * Turns a document into PDF.
   *
   * @param folder where the profile and the PDF are put
   * @throws ProcessingException when LibreOffice cannot read it, or needs too much
   */
  Path toPdf(Path document, Path folder)
      throws ProcessingException, IOException, InterruptedException {
    // It runs in another folder than the server.
    Path work = folder.toAbsolutePath();
    Path profile = work.resolve("profile");
    Files.createDirectories(profile.resolve("user"));
    Files.writeString(profile.resolve("user").resolve("registrymodifications.xcu"), SETTINGS);
    Path made = Files.createDirectories(work.resolve("converted"));
    // The result is called as the source is; and what lies beside the source stays unseen.
    Path source = Files.createSymbolicLink(made.resolve("document"), document.toAbsolutePath());
    List<String> arguments =
        List.of(
            "--headless",
            "--nologo",
            "--nodefault",
            "--norestore",
            "--nolockcheck",
            "-env:UserInstallation=" + profile.toUri(),
            "--convert-to",
            "pdf",
            "--outdir",
            made.toString(),
            source.toString());
    try {
      program.run(arguments, folder, LIMITS, _ -> {});
    } catch (ProgramException failure) {
      throw failure.asVerdict(Code.UNSUPPORTED_FILE_FORMAT, "LibreOffice cannot read the document");
    }
    Path pdf = made.resolve("document.pdf");
    if (!Files.isRegularFile(pdf)) {
      // It ends with success also when it did nothing.
      throw new ProcessingException(
          Code.UNSUPPORTED_FILE_FORMAT, "LibreOffice cannot read the document");
    }
    return pdf;
  }
}
