package io.vitrine.cli;

import io.vitrine.WebhookDesk;
import io.vitrine.WebhookDesk.DeliveryLine;
import io.vitrine.WebhookDesk.KeyLine;
import io.vitrine.WebhookDesk.SubscriptionLine;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashSet;
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

/** {@code vitrine webhook}: says who hears of events; works also while the server runs. */
@Command(
    name = "webhook",
    mixinStandardHelpOptions = true,
    description = "Manages who hears of events, and shows how their deliveries go.",
    subcommands = {
      WebhookCommand.Create.class,
      WebhookCommand.ListSubscriptions.class,
      WebhookCommand.Delete.class,
      WebhookCommand.Deliveries.class,
      WebhookCommand.Redeliver.class,
      WebhookCommand.Key.class
    })
final class WebhookCommand implements Runnable {
  @Spec private CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(),
        "create, list, delete, deliveries, redeliver or key is missing; see vitrine webhook"
            + " --help");
  }

  /** Subscribes a URL. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Subscribes a URL to what happens in a site from now on, and prints its ID.")
  static final class Create implements Runnable {
    @Spec private CommandSpec command;
    @Mixin private DeskOptions desk;

    @Option(names = "--site", required = true, paramLabel = "ID", description = "The site.")
    private String site;

    @Option(
        names = "--url",
        required = true,
        paramLabel = "URL",
        description = "Where events are sent; https, or http to an address of --import-allow.")
    private String url;

    @Option(
        names = "--events",
        split = ",",
        paramLabel = "NAME",
        description =
            "file_ready, file_failed, file_updated, file_deleted, folder_created, folder_updated,"
                + " folder_deleted. Default: all")
    private List<String> events = WebhookDesk.eventNames();

    @Option(
        names = "--app",
        paramLabel = "ID",
        description = "The app for whom deliveries are signed. Default: the site's ID")
    private String app;

    @Override
    public void run() {
      Set<String> wanted = new LinkedHashSet<>(events);
      if (!WebhookDesk.eventNames().containsAll(wanted)) {
        throw new ParameterException(
            command.commandLine(), "--events takes " + String.join(", ", WebhookDesk.eventNames()));
      }
      try (WebhookDesk open = desk.open()) {
        print(command, open.create(site, url, wanted, Optional.ofNullable(app)));
      }
    }
  }

  /** Lists subscriptions. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the subscriptions of all sites.")
  static final class ListSubscriptions implements Runnable {
    @Spec private CommandSpec command;
    @Mixin private DeskOptions desk;

    @Override
    public void run() {
      try (WebhookDesk open = desk.open()) {
        String form = "%-36s %-36s %-6s %s  %s%n";
        PrintWriter out = command.commandLine().getOut();
        out.printf(form, "ID", "SITE", "STATE", "URL", "EVENTS");
        for (SubscriptionLine one : open.list()) {
          out.printf(form, one.id(), one.site(), one.state(), one.url(), one.types());
        }
        out.flush();
      }
    }
  }

  /** Ends a subscription. */
  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Ends a subscription; what waits for it is not delivered any more.")
  static final class Delete implements Runnable {
    @Spec private CommandSpec command;
    @Mixin private DeskOptions desk;

    @Parameters(paramLabel = "ID", description = "The subscription, as the list shows it.")
    private String id;

    @Override
    public void run() {
      try (WebhookDesk open = desk.open()) {
        if (!open.delete(id)) {
          throw unknown(command, id);
        }
        print(command, "Deleted: " + id);
      }
    }
  }

  /** Lists deliveries. */
  @Command(
      name = "deliveries",
      mixinStandardHelpOptions = true,
      description = "Lists the last deliveries of a subscription, the newest first.")
  static final class Deliveries implements Runnable {
    @Spec private CommandSpec command;
    @Mixin private DeskOptions desk;

    @Parameters(paramLabel = "ID", description = "The subscription, as the list shows it.")
    private String id;

    @Option(names = "--failed", description = "Only those that were given up.")
    private boolean failed;

    @Option(
        names = "--most",
        paramLabel = "N",
        defaultValue = "50",
        description = "How many. Default: 50")
    private int most;

    @Override
    public void run() {
      try (WebhookDesk open = desk.open()) {
        List<DeliveryLine> lines =
            open.deliveries(id, failed, Math.clamp(most, 1, 10_000))
                .orElseThrow(() -> unknown(command, id));
        String form = "%-10s %-9s %-8s %-14s %-45s %-24s %s%n";
        PrintWriter out = command.commandLine().getOut();
        out.printf(form, "ID", "STATE", "ATTEMPTS", "EVENT", "ENTITY", "LAST", "ANSWER");
        for (DeliveryLine one : lines) {
          out.printf(
              form,
              one.id(),
              one.state(),
              one.attempts(),
              one.type(),
              one.entity(),
              one.last(),
              one.how());
        }
        out.flush();
      }
    }
  }

  /** Sends an event again. */
  @Command(
      name = "redeliver",
      mixinStandardHelpOptions = true,
      description = "Sends an event again at once, whatever became of it before.")
  static final class Redeliver implements Runnable {
    @Spec private CommandSpec command;
    @Mixin private DeskOptions desk;

    @Parameters(index = "0", paramLabel = "ID", description = "The subscription.")
    private String id;

    @Parameters(index = "1", paramLabel = "DELIVERY", description = "As the list shows it.")
    private long number;

    @Override
    public void run() {
      try (WebhookDesk open = desk.open()) {
        if (!open.redeliver(id, number)) {
          throw new ParameterException(
              command.commandLine(), "there is no delivery " + number + " to " + id);
        }
        print(command, "Sent again: " + number);
      }
    }
  }

  /** Shows or replaces the key. */
  @Command(
      name = "key",
      mixinStandardHelpOptions = true,
      description = {
        "Prints the public keys by which receivers check events, the one that signs last first.",
        "The official client takes the PEM and its Base64 form alike."
      })
  static final class Key implements Runnable {
    @Spec private CommandSpec command;
    @Mixin private DeskOptions desk;

    @Option(names = "--rotate", description = "Makes another key, to follow the present one.")
    private boolean rotate;

    @Option(
        names = "--overlap",
        paramLabel = "TIME",
        defaultValue = "24h",
        converter = Period.class,
        description = "How long the present key still signs after --rotate. Default: 24h")
    private Duration overlap;

    @Override
    public void run() {
      try (WebhookDesk open = desk.open()) {
        if (rotate) {
          open.rotate(overlap);
        }
        PrintWriter out = command.commandLine().getOut();
        for (KeyLine key : open.keys()) {
          out.printf("Key %s, signs from %s%n", key.id(), key.signsFrom());
          out.printf("%sBase64: %s%n", key.pem(), key.pemBase64());
        }
        out.flush();
      }
    }
  }

  private static ParameterException unknown(CommandSpec command, String id) {
    return new ParameterException(
        command.commandLine(), "there is no subscription with the ID " + id);
  }

  private static void print(CommandSpec command, String line) {
    command.commandLine().getOut().printf("%s%n", line);
    command.commandLine().getOut().flush();
  }
}
