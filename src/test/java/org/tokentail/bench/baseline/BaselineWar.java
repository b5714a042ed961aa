package org.tokentail.bench.baseline;

import java.io.File;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The baseline as an archive with nothing bundled. */
public final class BaselineWar {
  private BaselineWar() {}

  public static Path writeTo(Path file) {
    File parent = file.toFile().getParentFile();
    if (!parent.isDirectory() && !parent.mkdirs()) {
      throw new IllegalStateException("Cannot make " + parent);
    }
    ShrinkWrap.create(WebArchive.class, "baseline.war")
        .addClasses(
            BaselineApplication.class,
            BaselineEvent.class,
            BaselineHealth.class,
            BaselineLogs.class,
            BaselineRecord.class,
            BaselineRecord.Metadata.class)
        .as(ZipExporter.class)
        .exportTo(file.toFile(), true);
    return file;
  }
}
