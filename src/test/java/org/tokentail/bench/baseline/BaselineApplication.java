package org.tokentail.bench.baseline;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

@ApplicationPath("api")
public class BaselineApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(BaselineLogs.class, BaselineHealth.class);
  }
}
