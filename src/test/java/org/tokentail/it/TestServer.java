package org.tokentail.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What the tests deploy: the WAR that the build made, over an empty data directory. */
final class TestServer {
  private TestServer() {}

  /** To be called by a deployment method: no server runs then that could hold the data. */
  static WebArchive war() {
    Path data = Path.of(System.getenv("TOKENTAIL_DATA_DIR"));
    deleteData(data);
    createDirectory(data.getParent());
    return ShrinkWrap.create(ZipImporter.class, "tokentail.war")
        .importFrom(new File(System.getProperty("tokentail.war")))
        .as(WebArchive.class);
  }

  private static void createDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteData(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> childrenFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : childrenFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
