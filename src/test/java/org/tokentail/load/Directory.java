package org.tokentail.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directories. */
final class Directory {
  private Directory() {}

  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    for (Path file : files(directory, Comparator.reverseOrder())) {
      Files.deleteIfExists(file);
    }
  }

  static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from, Comparator.naturalOrder())) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        Files.copy(file, target);
      }
    }
  }

  private static List<Path> files(Path directory, Comparator<Path> order) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted(order).toList();
    }
  }
}
