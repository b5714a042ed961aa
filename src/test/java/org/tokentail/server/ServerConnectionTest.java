package org.tokentail.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** On servers that are made otherwise than Payara and GlassFish nothing can be reached. */
class ServerConnectionTest {
  @Test
  void aForeignResponseHasNoConnectionToReach() {
    ServletResponse foreign = of(ServletResponse.class);

    ServerConnection connection = ServerConnection.bounded(request(), foreign);

    assertThat(connection.isBounded()).isFalse();
    assertThat(connection.isOpen()).isTrue();
    assertThat(connection.queued()).isZero();
    assertThat(connection.breakOff()).isFalse();
    connection.abort();
    ServerConnection.shrinkBuffer(foreign);
  }

  private static HttpServletRequest request() {
    return of(HttpServletRequest.class);
  }

  /** Says HTTP/1.1 of itself, and nothing else. */
  private static <T> T of(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getName().equals("getProtocol") ? "HTTP/1.1" : null));
  }
}
