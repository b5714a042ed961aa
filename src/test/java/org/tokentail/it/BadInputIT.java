package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URL;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent: it is refused with a reason, and the server is none the worse for it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadInputIT {
  @ArquillianResource private URL deployed;
  private Api api;
  private String before;

  @Deployment(testable = false)
  static Archive<?> war() {
    return TestServer.war();
  }

  @BeforeEach
  void rememberTheFeed() {
    api = new Api(deployed);
    before = cursor();
  }

  @AfterEach
  void nothingWasKept() {
    assertThat(cursor()).isEqualTo(before);
  }

  static Stream<BadCall> calls() {
    return Stream.of(BadRecords.all(), BadBodies.all(), BadParameters.all()).flatMap(c -> c);
  }

  @Order(1)
  @ParameterizedTest
  @MethodSource("calls")
  void aBadCallIsRefusedWithAReason(BadCall call) {
    assertAll(call.what(), () -> isRefused(call));
  }

  private void isRefused(BadCall call) {
    JsonNode problem = call.to(api).problem(call.status());

    if (call.field() != null) {
      assertThat(problem.path("field").asText()).isEqualTo(call.field());
    }
    if (call.index() != null) {
      assertThat(problem.path("index").asInt()).isEqualTo(call.index());
    } else {
      assertThat(problem.has("index")).isFalse();
    }
  }

  /** The container answers these before the application sees them, and not always with a 4xx. */
  @Order(2)
  @ParameterizedTest
  @MethodSource("org.tokentail.it.RawHttp#malformed")
  void aMalformedUriIsNoServerError(String requestLine) {
    assertThat(RawHttp.status(api.base(), requestLine)).as(requestLine).isLessThan(500);
  }

  @Order(3)
  @Test
  void theServerIsUnharmed() {
    api.send(api.anonymous("health")).is(200);
    assertThat(api.get("logs/stats").is(200).json().path("totalRequests").asInt()).isZero();

    api.created("{\"id\":\"after-all\",\"status\":\"completed\"}");

    api.get("logs/after-all").is(200);
    before = cursor();
  }

  private String cursor() {
    return api.get("logs?limit=1").is(200).json().path("cursor").asText();
  }
}
