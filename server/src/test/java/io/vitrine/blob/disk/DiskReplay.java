package io.vitrine.blob.disk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does again what a traced program did below a folder, one system call at a time, and knows what
 * would be left of it if the power failed then: only what was flushed is sure to be there; anything
 * else may be, or not, or be there as zeros. It forgives nothing that POSIX does not promise: not
 * the order of writes, and no name in a folder that was not flushed itself.
 */
final class DiskReplay {
  /** The calls that it must see. */
  static final String CALLS =
      "openat,open,creat,mkdir,mkdirat,write,pwrite64,writev,pwritev,copy_file_range,sendfile,fsync,"
          + "fdatasync,sync_file_range,truncate,ftruncate,link,linkat,symlink,rename,renameat,"
          + "renameat2,unlink,unlinkat,rmdir";

  private static final Pattern OPEN =
      Pattern.compile("openat\\(AT_FDCWD<.*?>, \"(.*?)\", ([A-Z_|]+).*\\) = \\d+<.*");
  private static final Pattern MKDIR = Pattern.compile("mkdir\\(\"(.*?)\", \\d+\\) += 0");
  private static final Pattern LINK = Pattern.compile("link\\(\"(.*?)\", \"(.*?)\"\\) += 0");
  private static final Pattern RENAME = Pattern.compile("rename\\(\"(.*?)\", \"(.*?)\"\\) += 0");
  private static final Pattern UNLINK = Pattern.compile("unlink\\(\"(.*?)\"\\) += 0");
  private static final Pattern TRUNCATE =
      Pattern.compile("ftruncate\\(\\d+<(.*?)>, (\\d+)\\) += 0");
  private static final Pattern FLUSH = Pattern.compile("f(?:data)?sync\\(\\d+<(.*?)>\\) += 0");
  private static final Pattern WRITE =
      Pattern.compile("pwrite64\\(\\d+<(.*?)>, \"(.*)\", \\d+, (\\d+)\\) += (\\d+)");
  private static final Pattern PRINT = Pattern.compile("write\\(1<.*?>, \"(.*)\", \\d+\\) += \\d+");

  private static final Pattern PIECE =
      Pattern.compile("\\\\(x[0-9a-f]{2}|[0-7]{1,3}|.)|[^\\\\]+", Pattern.DOTALL);

  private final String root;
  private final Folder tree = new Folder();
  private final StringBuilder printed = new StringBuilder();

  private sealed interface Node permits Folder, Content {}

  private static final class Folder implements Node {
    private final Map<String, Node> now = new TreeMap<>();
    private Map<String, Node> flushed = new TreeMap<>();
  }

  private static final class Content implements Node {
    private byte[] now = new byte[0];
    private byte[] flushed = new byte[0];

    private byte[] zeros() {
      return Arrays.copyOf(flushed, Math.max(flushed.length, now.length));
    }

    /** The first half of what was written arrived. */
    private byte[] half() {
      byte[] half = zeros();
      System.arraycopy(now, 0, half, 0, (Math.min(flushed.length, now.length) + now.length) / 2);
      return half;
    }
  }

  /** What the disk makes of that which was not flushed. */
  enum Loss {
    /** It is gone. */
    EVERYTHING,
    /** Names and lengths are there, the bytes are zeros. */
    ZEROS,
    /** Each file and folder for itself: gone, there, zeros, or there in part. */
    ANYTHING,
    /** It is there, as when only the process dies. */
    NOTHING
  }

  DiskReplay(Path folder) {
    this.root = folder.toString();
  }

  /**
   * Does what a line of the trace tells.
   *
   * @return whether it changed the folder or was printed
   */
  boolean apply(String line) {
    Matcher print = PRINT.matcher(line);
    if (print.matches()) {
      printed.append(new String(unescaped(print.group(1)), StandardCharsets.UTF_8));
      return true;
    }
    if (!line.contains(root) || line.contains(") = -1 E")) {
      return false;
    }
    if (line.startsWith("openat(")) {
      return open(line);
    }
    return write(line) || flush(line) || name(line) || truncate(line) || fail(line);
  }

  /** What the program printed so far, in whole lines. */
  List<String> printed() {
    int end = printed.lastIndexOf("\n");
    return end < 0 ? List.of() : printed.substring(0, end).lines().toList();
  }

  private boolean open(String line) {
    Matcher open = OPEN.matcher(line);
    if (!open.matches() || open.group(2).contains("O_TRUNC") || open.group(2).contains("SYNC")) {
      return fail(line);
    }
    boolean isNew = open.group(2).contains("O_CREAT") && find(open.group(1)) == null;
    if (isNew) {
      put(open.group(1), new Content());
    }
    return isNew;
  }

  private boolean write(String line) {
    Matcher write = WRITE.matcher(line);
    if (!write.matches()) {
      return false;
    }
    Content content = (Content) find(write.group(1));
    byte[] bytes = unescaped(write.group(2));
    int position = Integer.parseInt(write.group(3));
    int count = Integer.parseInt(write.group(4));
    content.now = Arrays.copyOf(content.now, Math.max(content.now.length, position + count));
    System.arraycopy(bytes, 0, content.now, position, count);
    return true;
  }

  private boolean flush(String line) {
    Matcher flush = FLUSH.matcher(line);
    if (!flush.matches()) {
      return false;
    }
    switch (find(flush.group(1))) {
      case Folder folder -> folder.flushed = new TreeMap<>(folder.now);
      case Content content -> content.flushed = content.now.clone();
    }
    return true;
  }

  private boolean name(String line) {
    Matcher mkdir = MKDIR.matcher(line);
    Matcher link = LINK.matcher(line);
    Matcher rename = RENAME.matcher(line);
    Matcher unlink = UNLINK.matcher(line);
    if (mkdir.matches()) {
      put(mkdir.group(1), new Folder());
    } else if (link.matches()) {
      put(link.group(2), find(link.group(1)));
    } else if (rename.matches()) {
      put(rename.group(2), find(rename.group(1)));
      remove(rename.group(1));
    } else if (unlink.matches()) {
      remove(unlink.group(1));
    } else {
      return false;
    }
    return true;
  }

  private boolean truncate(String line) {
    Matcher truncate = TRUNCATE.matcher(line);
    if (!truncate.matches()) {
      return false;
    }
    Content content = (Content) find(truncate.group(1));
    content.now = Arrays.copyOf(content.now, Integer.parseInt(truncate.group(2)));
    return true;
  }

  private static boolean fail(String line) {
    throw new IllegalStateException("a call that the replay does not know: " + line);
  }

  private Node find(String path) {
    Node node = tree;
    for (String name : names(path)) {
      node = node instanceof Folder folder ? folder.now.get(name) : null;
    }
    return node;
  }

  private void put(String path, Node node) {
    List<String> names = names(path);
    if (!names.isEmpty()) {
      parent(path).now.put(names.getLast(), node);
    }
  }

  private void remove(String path) {
    parent(path).now.remove(names(path).getLast());
  }

  private Folder parent(String path) {
    return (Folder) find(path.substring(0, path.lastIndexOf('/')));
  }

  private List<String> names(String path) {
    return Arrays.stream(path.substring(root.length()).split("/", -1))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Makes a folder as the next start would find it. */
  void restore(Path target, Loss loss, Random random) throws IOException {
    restore(tree, target, loss, random, new HashMap<>());
  }

  private static void restore(
      Folder folder, Path target, Loss loss, Random random, Map<Content, Path> made)
      throws IOException {
    Files.createDirectory(target);
    for (Map.Entry<String, Node> entry : namesLeft(folder, loss, random).entrySet()) {
      Path path = target.resolve(entry.getKey());
      switch (entry.getValue()) {
        case Folder inner -> restore(inner, path, loss, random, made);
        case Content content when made.containsKey(content) ->
            Files.createLink(path, made.get(content));
        case Content content -> {
          Files.write(path, bytesLeft(content, loss, random));
          made.put(content, path);
        }
      }
    }
  }

  private static Map<String, Node> namesLeft(Folder folder, Loss loss, Random random) {
    return switch (loss) {
      case EVERYTHING -> folder.flushed;
      case ZEROS, NOTHING -> folder.now;
      case ANYTHING -> random.nextBoolean() ? folder.flushed : folder.now;
    };
  }

  private static byte[] bytesLeft(Content content, Loss loss, Random random) {
    return switch (loss) {
      case EVERYTHING -> content.flushed;
      case ZEROS -> content.zeros();
      case NOTHING -> content.now;
      case ANYTHING ->
          switch (random.nextInt(4)) {
            case 0 -> content.flushed;
            case 1 -> content.zeros();
            case 2 -> content.half();
            default -> content.now;
          };
    };
  }

  /** Bytes of a string as strace writes it: as they are, as in C, or all in hexadecimal. */
  private static byte[] unescaped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher piece = PIECE.matcher(text);
    while (piece.find()) {
      String escaped = piece.group(1);
      if (escaped == null) {
        bytes.writeBytes(piece.group().getBytes(StandardCharsets.ISO_8859_1));
      } else if (escaped.startsWith("x")) {
        bytes.write(Integer.parseInt(escaped, 1, escaped.length(), 16));
      } else if (Character.isDigit(escaped.charAt(0))) {
        bytes.write(Integer.parseInt(escaped, 8));
      } else {
        bytes.write(unescaped(escaped.charAt(0)));
      }
    }
    return bytes.toByteArray();
  }

  private static char unescaped(char letter) {
    return switch (letter) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'v' -> 0x0b;
      case 'f' -> '\f';
      default -> letter;
    };
  }
}
