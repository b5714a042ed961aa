package org.tokentail.stream.output;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/**
 * Writes the event of a sink as the line that is its data. The line feed comes from JAX-RS, which
 * ends every event of a sink with one.
 */
@Provider
@Produces(NdjsonWriter.MEDIA_TYPE)
public class NdjsonWriter implements MessageBodyWriter<OutboundSseEvent> {
  public static final String MEDIA_TYPE = "application/x-ndjson";

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return OutboundSseEvent.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      OutboundSseEvent event,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream output)
      throws IOException {
    output.write(((String) event.getData()).getBytes(StandardCharsets.UTF_8));
  }
}
