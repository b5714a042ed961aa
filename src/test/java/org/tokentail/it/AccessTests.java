package org.tokentail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call (docs/PROTOCOL.md, "Access" and "Health"). */
interface AccessTests {
  Api api();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logs",
        "logs/some-id",
        "logs/stats",
        "logs/sessions/active",
        "logs/stream",
        "session",
        "no/such/path"
      })
  default void withoutAKeyNothingIsAnswered(String path) {
    Answer answer = api().send(api().anonymous(path));

    answer.problem(401);
    assertThat(answer.header("www-authenticate")).isEqualTo("Bearer realm=\"tokentail\"");
  }

  @Test
  default void theKeyInTheHeaderOpens() {
    api().get("logs").is(200);
  }

  @Test
  default void theKeyAsBearerOpens() {
    api().send(api().anonymous("logs").header("Authorization", "Bearer " + Api.KEY)).is(200);
    api().send(api().anonymous("logs").header("authorization", "bearer " + Api.KEY)).is(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong", "", "in-container-test-ke", "in-container-test-key2"})
  default void aWrongKeyIsRefusedHoweverItComes(String wrong) {
    api().send(api().anonymous("logs").header("x-api-key", wrong)).problem(401);
    api().send(api().anonymous("logs").header("Authorization", "Bearer " + wrong)).problem(401);
    api().send(api().anonymous("logs").header("Cookie", "tokentail_session=" + wrong)).problem(401);
    api().send(api().anonymous("logs/stream?key=" + wrong)).problem(401);
    login(wrong).problem(401);
  }

  @Test
  default void theFirstCredentialDecides() {
    api().send(api().request("logs").header("Authorization", "Bearer wrong")).is(200);
    api()
        .send(
            api().anonymous("logs").header("x-api-key", "wrong").header("Authorization", bearer()))
        .problem(401);
    api().send(api().anonymous("logs").header("Authorization", "Basic eDp5")).problem(401);
  }

  @Test
  default void theKeyAsParameterOpensTheStreamOnly() {
    HttpRequest.Builder stream = api().anonymous("logs/stream?key=" + Api.KEY);
    try (SseClient client = SseClient.open(stream)) {
      assertThat(client.next().name()).isEqualTo("connected");
    }
    api().send(api().anonymous("logs?key=" + Api.KEY)).problem(401);
    api().send(api().anonymous("session?key=" + Api.KEY)).problem(401);
  }

  @Test
  default void aLoginGivesACookieThatOpensUntilLogout() {
    Answer login = login(Api.KEY).is(204);
    String cookie = login.header("set-cookie").split(";", 2)[0];
    assertThat(cookie).matches("tokentail_session=\\S{20,}");

    JsonNode session = api().send(withCookie("session", cookie)).is(200).json();
    assertThat(session.path("user").asText()).isEqualTo("admin");
    assertThat(session.path("admin").asBoolean()).isTrue();
    assertThat(session.path("demo").asBoolean(true)).isFalse();
    assertThat(session.path("pendingTimeoutSeconds").asInt()).isEqualTo(20);
    api().send(withCookie("logs", cookie)).is(200);
    try (SseClient client = SseClient.open(withCookie("logs/stream", cookie))) {
      assertThat(client.next().name()).isEqualTo("connected");
    }

    Answer logout = api().send(withCookie("session", cookie).DELETE()).is(204);
    assertThat(logout.header("set-cookie")).startsWith("tokentail_session=").contains("Max-Age=0");
    api().send(withCookie("session", cookie)).problem(401);
    api().send(withCookie("logs", cookie)).problem(401);
    api().send(withCookie("logs/stream", cookie)).problem(401);
  }

  @Test
  default void theCookieIsForThisApplicationInThisBrowserAlone() {
    String path = api().base().getPath().replaceFirst("(?<=.)/$", "");

    assertThat(login(Api.KEY).is(204).header("set-cookie").split(";\\s*"))
        .contains("HttpOnly", "SameSite=Strict", "Max-Age=2592000", "Path=" + path)
        .doesNotContain("Secure");
  }

  @Test
  default void everyLoginIsASessionOfItsOwn() {
    String one = login(Api.KEY).header("set-cookie").split(";", 2)[0];
    String other = login(Api.KEY).header("set-cookie").split(";", 2)[0];

    api().send(withCookie("session", one).DELETE()).is(204);

    api().send(withCookie("session", one)).problem(401);
    api().send(withCookie("session", other)).is(200);
  }

  @Test
  default void aLogoutEndsTheStreamsOfThatSessionAndNoOthers() {
    String leaving = login(Api.KEY).header("set-cookie").split(";", 2)[0];
    String staying = login(Api.KEY).header("set-cookie").split(";", 2)[0];
    try (SseClient left = SseClient.open(withCookie("logs/stream", leaving));
        SseClient stays = SseClient.open(withCookie("logs/stream", staying))) {
      left.next("connected", SseClient.PATIENCE);
      stays.next("connected", SseClient.PATIENCE);
      api().send(withCookie("session", leaving).DELETE()).is(204);

      await().atMost(SseClient.PATIENCE).until(left::isOver);
      String id = api().created("{}");
      assertThat(stays.next(event -> event.logId().equals(id), SseClient.PATIENCE)).isNotNull();
    }
  }

  @Test
  default void healthNeedsNoKey() {
    for (String path : new String[] {"health", "health/ready"}) {
      JsonNode health = api().send(api().anonymous(path)).is(200).json();
      assertThat(health.path("ready").asBoolean()).isTrue();
      assertThat(health.path("checks").path("database").asText()).isEqualTo("up");
    }
    assertThat(api().send(api().anonymous("health/live")).is(200).json().path("live").asBoolean())
        .isTrue();
  }

  private String bearer() {
    return "Bearer " + Api.KEY;
  }

  private HttpRequest.Builder withCookie(String path, String cookie) {
    return api().anonymous(path).header("Cookie", cookie);
  }

  private Answer login(String key) {
    return api()
        .send(
            api()
                .anonymous("session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"key\":\"" + key + "\"}")));
  }
}
