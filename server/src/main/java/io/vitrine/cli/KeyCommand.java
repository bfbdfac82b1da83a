package io.vitrine.cli;

import io.vitrine.Installation;
import io.vitrine.Installation.KeyLine;
import io.vitrine.Installation.NewKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vitrine key}: manages API keys and apps; works also while the server runs. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "Manages API keys and apps.",
    subcommands = {KeyCommand.Create.class, KeyCommand.ListKeys.class, KeyCommand.Revoke.class})
final class KeyCommand implements Runnable {
  @Spec private CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "create, list or revoke is missing; see vitrine key --help");
  }

  /** Makes a key; its secret is shown once. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a key and prints it once; only its hash is stored.",
        "The site is made too when there is none with this ID."
      })
  static final class Create implements Runnable {
    @Spec private CommandSpec command;
    @Mixin private DataOptions dataOptions;

    @Option(
        names = "--site",
        required = true,
        paramLabel = "ID",
        description = "The site that the key works on.")
    private String site;

    @Option(
        names = "--every-site",
        description = "The key may name any site; the one of --site is then its default.")
    private boolean everySite;

    @Option(
        names = "--role",
        defaultValue = "owner",
        paramLabel = "ROLE",
        description = "owner or app. Default: owner")
    private String role;

    @Option(
        names = "--scopes",
        defaultValue = "manage",
        split = ",",
        paramLabel = "SCOPE",
        description = "read, manage (includes read). Default: manage")
    private List<String> scopes;

    @Option(
        names = "--name",
        defaultValue = "",
        paramLabel = "TEXT",
        description = "What the key is for; shown in the list.")
    private String name;

    @Option(
        names = "--expires",
        paramLabel = "TIME",
        converter = Period.class,
        description = "How long it works, such as 90d. Default: for ever")
    private Duration expires;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public void run() {
      check(Set.of("owner", "app").contains(role), "--role takes owner or app");
      check(Set.of("read", "manage").containsAll(scopes), "--scopes takes read and manage");
      check(site.matches("[0-9A-Za-z._-]{1,100}"), "--site takes letters, digits and . _ -");
      try (Installation installation = Installation.open(dataOptions.storage())) {
        NewKey key =
            installation.createKey(
                site, everySite, role, Set.copyOf(scopes), name, Optional.ofNullable(expires));
        if (json) {
          command
              .commandLine()
              .getOut()
              .printf(
                  "{\"id\":\"%s\",\"key\":\"%s\",\"site\":\"%s\"}%n", key.id(), key.shown(), site);
        } else {
          command.commandLine().getOut().printf("Key: %s%n", key.shown());
          command
              .commandLine()
              .getOut()
              .printf(
                  "Keep it now: it is not shown again. Site: %s. As an app: client ID %s, client"
                      + " secret %s%n",
                  site, key.id(), key.secret());
        }
        command.commandLine().getOut().flush();
      }
    }

    private void check(boolean right, String message) {
      if (!right) {
        throw new ParameterException(command.commandLine(), message);
      }
    }
  }

  /** Lists the keys without their secrets. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the keys; secrets are never shown.")
  static final class ListKeys implements Runnable {
    @Spec private CommandSpec command;
    @Mixin private DataOptions dataOptions;

    @Override
    public void run() {
      try (Installation installation = Installation.open(dataOptions.storage())) {
        String form = "%-20s %-8s %-36s %-7s %-12s %-25s %s%n";
        var out = command.commandLine().getOut();
        out.printf(form, "ID", "STATE", "SITE", "ROLE", "SCOPES", "LAST USED", "NAME");
        for (KeyLine key : installation.keys()) {
          out.printf(
              form,
              key.id(),
              key.state(),
              key.site(),
              key.role(),
              key.scopes(),
              key.lastUsed(),
              key.name());
        }
        out.flush();
      }
    }
  }

  /** Takes a key back. */
  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Takes a key back; a running server refuses it within two seconds.")
  static final class Revoke implements Runnable {
    @Spec private CommandSpec command;
    @Mixin private DataOptions dataOptions;

    @Parameters(paramLabel = "ID", description = "The key's ID, as the list shows it.")
    private String id;

    @Override
    public void run() {
      try (Installation installation = Installation.open(dataOptions.storage())) {
        if (!installation.revokeKey(id)) {
          throw new ParameterException(
              command.commandLine(),
              "there is no key with the ID " + id + " that could be revoked");
        }
        command.commandLine().getOut().printf("Revoked: %s%n", id);
        command.commandLine().getOut().flush();
      }
    }
  }
}
