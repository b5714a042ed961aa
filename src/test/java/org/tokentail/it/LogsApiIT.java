package org.tokentail.it;

import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.extension.ExtendWith;

/** The API against one running server: each class would boot its own. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LogsApiIT
    implements AccessTests,
        WritingTests,
        LimitTests,
        SlowBodyTests,
        ReadingTests,
        RetentionTests,
        StatsTests,
        ExportTests,
        PriceTests,
        RecalculationTests {
  @ArquillianResource private URL deployed;

  @Deployment(testable = false)
  static Archive<?> war() {
    return TestServer.war();
  }

  @Override
  public Api api() {
    return new Api(deployed);
  }
}
