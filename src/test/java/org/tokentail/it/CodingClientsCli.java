package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tokentail.load.CodingScripts;
import org.tokentail.load.ServerOptions;
import org.tokentail.load.ServerProcess;
import org.tokentail.load.TestProvider;

/**
 * The providers' own command-line clients, unmodified, as npm installed them (system property
 * clients.dir). They know the gateway and no other host, and have a home of the test's.
 */
class CodingClientsCli implements GatewayTests {
  private static final Path CLIENTS = Path.of(System.getProperty("clients.dir")).toAbsolutePath();
  private static final int LONGEST_SECONDS = 120;
  private static final int SHORTEST_REQUEST = 16 * 1024;

  private static Path home;
  private static TestProvider provider;
  private static ServerProcess server;

  @BeforeAll
  static void start() throws IOException {
    home = Files.createTempDirectory(CLIENTS, "home");
    provider = TestProvider.start(CodingScripts.all());
    server =
        ServerProcess.start(
            ServerOptions.ofTokentail()
                .setting("tokentail.key", Api.KEY)
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

  @Test
  void codexCompletesACall() throws Exception {
    String session = Api.unique("codex");
    provider.answers(CodingScripts.all());
    Path settings = Files.createDirectories(home.resolve(".codex"));
    Files.writeString(
        settings.resolve("config.toml"),
        """
        model = "gpt-5"
        model_provider = "tokentail"
        approval_policy = "never"
        sandbox_mode = "read-only"
        check_for_update_on_startup = false

        [analytics]
        enabled = false

        [model_providers.tokentail]
        name = "Tokentail"
        base_url = "%s"
        wire_api = "responses"
        env_key = "OPENAI_API_KEY"
        env_http_headers = { "x-tokentail-key" = "TOKENTAIL_KEY" }
        http_headers = { "x-tokentail-session" = "%s" }
        request_max_retries = 0
        stream_max_retries = 0
        """
            .formatted(gateway("openai/v1"), session));

    String printed =
        run(
            Map.of("OPENAI_API_KEY", "sk-not-a-key", "TOKENTAIL_KEY", Api.KEY),
            "@openai/codex/bin/codex.js",
            "exec",
            "--skip-git-repo-check",
            "Say hello");

    isComplete(printed, session, "/v1/responses");
  }

  @Test
  void geminiCliCompletesACall() throws Exception {
    String session = Api.unique("gemini");
    provider.answers(CodingScripts.all());
    Path settings = Files.createDirectories(home.resolve(".gemini"));
    Files.writeString(
        settings.resolve("settings.json"),
        """
        {"privacy":{"usageStatisticsEnabled":false},"telemetry":{"enabled":false},
         "general":{"enableAutoUpdate":false,"enableAutoUpdateNotification":false},
         "security":{"auth":{"selectedType":"gemini-api-key"}}}
        """);

    String printed =
        run(
            Map.of(
                "GEMINI_API_KEY",
                "not-a-key",
                "GOOGLE_GEMINI_BASE_URL",
                gateway("gemini").toString(),
                "GEMINI_CLI_CUSTOM_HEADERS",
                "x-tokentail-key: %s, x-tokentail-session: %s".formatted(Api.KEY, session)),
            "@google/gemini-cli/bundle/gemini.js",
            "--skip-trust",
            "-m",
            "gemini-2.5-flash",
            "-p",
            "Say hello");

    isComplete(printed, session, "/v1beta/models/gemini-2.5-flash:streamGenerateContent");
  }

  private void isComplete(String printed, String session, String endpoint) {
    assertThat(printed).contains(CodingScripts.SAID);
    JsonNode record = ended(session);
    assertThat(record.path("status").asText()).as("%s", record).isEqualTo("completed");
    assertThat(record.path("endpoint").asText()).isEqualTo(endpoint);
    assertThat(record.path("outputTokens").asInt()).isEqualTo(15);
    TestProvider.Received request =
        provider.received().stream()
            .filter(one -> one.target().startsWith(endpoint))
            .findFirst()
            .orElseThrow();
    // Large enough to have been cut where head and body come together, and JSON to its end.
    assertThat(request.body()).hasSizeGreaterThan(SHORTEST_REQUEST);
    assertThat(Answer.parse(request.text()).isObject()).isTrue();
  }

  /** What it printed. It must succeed. */
  private static String run(Map<String, String> settings, String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("node");
    command.add(CLIENTS.resolve("node_modules").resolve(script).toString());
    command.addAll(List.of(arguments));
    Path output = home.resolve("printed.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Files.createDirectories(home.resolve("work")).toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(List.of("PATH"));
    environment.putAll(settings);
    environment.put("HOME", home.toString());
    // Nobody listens there: whatever else they would call, they cannot.
    environment.put("HTTPS_PROXY", "http://127.0.0.1:9");
    environment.put("NO_PROXY", "127.0.0.1");
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
      String printed = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(ended && process.exitValue() == 0).as(printed).isTrue();
      return printed;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
