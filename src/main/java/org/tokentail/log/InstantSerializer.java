package org.tokentail.log;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;

/** Times with exactly three decimals: the stock serializer leaves trailing zeros out. */
final class InstantSerializer extends StdSerializer<Instant> {
  private static final long serialVersionUID = 1;

  InstantSerializer() {
    super(Instant.class);
  }

  @Override
  public void serialize(Instant time, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeString(Json.TIME.format(time));
  }
}
