package io.vitrine.access;

import java.util.Arrays;
import java.util.List;

/**
 * The secrets behind everything signed: one that signs, and earlier ones that are still believed.
 * Every node of an installation has the same.
 *
 * @param current what signs
 * @param previous what signed before; drop one when all that it signed has expired
 */
public record Secrets(String current, List<String> previous) {
  /** Below this a secret could be guessed from one signed URL. */
  static final int MIN_LENGTH = 16;

  public Secrets {
    previous = List.copyOf(previous);
    check(current);
    previous.forEach(Secrets::check);
  }

  /**
   * Reads secrets from a setting: the current one, then earlier ones, apart by commas or white
   * space.
   *
   * @throws IllegalArgumentException with a text for the operator when one is missing or too short
   */
  public static Secrets parse(String text) {
    List<String> secrets =
        Arrays.stream(text.split("[,\\s]+", -1))
            .filter(part -> !part.isEmpty())
            .distinct()
            .toList();
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("The secret is empty");
    }
    return new Secrets(secrets.getFirst(), secrets.subList(1, secrets.size()));
  }

  private static void check(String secret) {
    if (secret.length() < MIN_LENGTH) {
      throw new IllegalArgumentException(
          "A secret needs at least "
              + MIN_LENGTH
              + " characters, this one has "
              + secret.length()
              + "; \"openssl rand -hex 32\" makes a good one");
    }
  }

  @Override
  public String toString() {
    return "Secrets[1 current, " + previous.size() + " previous]";
  }
}
