package io.vitrine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compares what compiled classes use of each other with a table of rooms. Everything that the
 * compiler leaves in a class is seen: types, calls, descriptors, generics, annotations. A constant
 * that it copies (a {@code static final} number or text) is not.
 */
final class RoomRules {
  private static final String ROOT = "io/vitrine/";
  private static final Pattern TYPE_IN_DESCRIPTOR = Pattern.compile("L(io/vitrine/[\\w/$]+)");
  private static final Pattern TYPE_OR_ARRAY = Pattern.compile("(?:\\[*L)?(io/vitrine/[\\w/$]+);?");

  /**
   * A row of the table.
   *
   * @param mayUse rooms of which everything may be used
   * @param mayUseNounsOf rooms of which only records, enums and sealed interfaces may be used
   */
  record Room(Set<String> mayUse, Set<String> mayUseNounsOf) {}

  private final Map<String, Room> table;
  private final Map<String, ClassModel> classes = new TreeMap<>();

  /**
   * @param table the rooms by package below {@code io.vitrine}; the root package is {@code (root)}
   *     and its class {@code Main}, which only starts the commands, is {@code (start)}
   */
  RoomRules(Map<String, Room> table) {
    this.table = table;
  }

  /** Adds the classes below a folder. */
  RoomRules with(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(file -> file.toString().endsWith(".class")).forEach(this::add);
    }
    return this;
  }

  private void add(Path file) {
    try {
      ClassModel model = ClassFile.of().parse(file);
      classes.put(model.thisClass().asInternalName(), model);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** How many classes were read. */
  int size() {
    return classes.size();
  }

  /** A line for each forbidden arrow, each room without a row, and each cycle. */
  List<String> violations() {
    List<String> violations = new ArrayList<>();
    Map<String, Set<String>> arrows = new TreeMap<>();
    classes.forEach(
        (user, model) -> {
          if (!table.containsKey(roomOf(user))) {
            violations.add(user + " lies in a package that the table does not have");
          }
          for (String used : usedBy(model)) {
            if (!roomOf(used).equals(roomOf(user))) {
              arrows.computeIfAbsent(roomOf(user), room -> new TreeSet<>()).add(roomOf(used));
              if (!isAllowed(user, used)) {
                violations.add(
                    "%s -> %s: %s uses %s".formatted(roomOf(user), roomOf(used), user, used));
              }
            }
          }
        });
    arrows.keySet().stream()
        .filter(room -> reaches(room, room, arrows))
        .forEach(room -> violations.add("cycle through " + room + ": it uses " + arrows.get(room)));
    return violations;
  }

  private boolean isAllowed(String user, String used) {
    Room room = table.get(roomOf(user));
    return room == null
        || room.mayUse().contains(roomOf(used))
        || (room.mayUseNounsOf().contains(roomOf(used)) && isNoun(used));
  }

  private boolean isNoun(String name) {
    ClassModel model = classes.get(name);
    if (model == null) {
      return false;
    }
    String parent = model.superclass().map(ClassEntry::asInternalName).orElse("");
    return parent.equals("java/lang/Record")
        || parent.equals("java/lang/Enum")
        || model.findAttribute(Attributes.permittedSubclasses()).isPresent();
  }

  private static Set<String> usedBy(ClassModel model) {
    Set<String> used = new TreeSet<>();
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof ClassEntry type) {
        Matcher matcher = TYPE_OR_ARRAY.matcher(type.asInternalName());
        if (matcher.matches()) {
          used.add(matcher.group(1));
        }
      } else if (entry instanceof Utf8Entry text) {
        Matcher matcher = TYPE_IN_DESCRIPTOR.matcher(text.stringValue());
        while (matcher.find()) {
          used.add(matcher.group(1));
        }
      }
    }
    return used;
  }

  private static String roomOf(String className) {
    if (className.equals(ROOT + "Main")) {
      return "(start)";
    }
    int end = className.lastIndexOf('/');
    return end < ROOT.length()
        ? "(root)"
        : className.substring(ROOT.length(), end).replace('/', '.');
  }

  private static boolean reaches(String from, String goal, Map<String, Set<String>> arrows) {
    Set<String> seen = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(arrows.getOrDefault(from, Set.of()));
    while (!next.isEmpty()) {
      String room = next.pop();
      if (room.equals(goal)) {
        return true;
      }
      if (seen.add(room)) {
        next.addAll(arrows.getOrDefault(room, Set.of()));
      }
    }
    return false;
  }
}
