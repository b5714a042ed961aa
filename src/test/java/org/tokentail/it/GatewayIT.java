package org.tokentail.it;

import java.net.MalformedURLException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.tokentail.load.ProviderScripts;
import org.tokentail.load.ServerOptions;
import org.tokentail.load.ServerProcess;
import org.tokentail.load.TestProvider;

/** The gateway without a file of channels, before a provider of the test's. */
class GatewayIT
    implements GatewayPassTests,
        GatewayBodyTests,
        GatewayAnswerTests,
        BrokenBodyTests,
        CodingClientTests,
        GatewayFailureTests,
        GatewayEndTests,
        GatewayAccessTests,
        GatewaySdkTests {
  private static final Path PRICES =
      Path.of("src", "test", "resources", "org", "tokentail", "gateway-prices.yaml");

  private static TestProvider provider;
  private static ServerProcess server;

  @BeforeAll
  static void start() {
    provider = TestProvider.start(ProviderScripts.all());
    server =
        ServerProcess.start(
            ServerOptions.ofTokentail()
                .jvm("-XX:TieredStopAtLevel=1")
                .setting("tokentail.key", Api.KEY)
                .setting("tokentail.pending.timeout.seconds", 3)
                .setting("tokentail.bodies", "errors")
                .setting("tokentail.prices.file", PRICES.toAbsolutePath())
                .setting("tokentail.gateway.first.byte.seconds", 8)
                .setting("tokentail.gateway.idle.seconds", 8)
                .setting("tokentail.gateway.repeatable.kb", 2_048)
                .setting("tokentail.gateway.anthropic.url", provider.uri())
                .setting("tokentail.gateway.openai.url", provider.uri())
                .setting("tokentail.gateway.gemini.url", provider.uri()));
  }

  @AfterAll
  static void stop() {
    server.close();
    provider.close();
  }

  @Override
  public Api api() {
    try {
      return new Api(server.uri().toURL());
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public TestProvider provider() {
    return provider;
  }

  @Override
  public boolean inPieces() {
    return false;
  }
}
