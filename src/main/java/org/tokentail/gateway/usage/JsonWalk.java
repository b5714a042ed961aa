package org.tokentail.gateway.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Walks through one JSON text as its bytes come and keeps the values of the fields of interest. An
 * array at the root is a series of documents. Holds one token at most, and the nesting. Not
 * thread-safe; never throws for what it is fed.
 */
final class JsonWalk implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final Values values;
  private final Runnable documentEnd;
  private final LongTokens longTokens = new LongTokens();
  private final Deque<Container> open = new ArrayDeque<>();
  private final JsonParser parser;
  private final ByteArrayFeeder input;
  private Fields next;
  private boolean complete;
  private boolean broken;

  private record Container(Fields fields, boolean array) {}

  /**
   * @param documentEnd called at the end of each document, with its values in {@code values}
   */
  JsonWalk(Fields root, Values values, Runnable documentEnd) {
    this.values = values;
    this.documentEnd = documentEnd;
    next = root;
    try {
      parser = JSON.createNonBlockingByteArrayParser();
    } catch (IOException e) {
      throw new IllegalStateException("A parser of bytes in memory opens nothing", e);
    }
    input = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
  }

  /** The next bytes. What follows the end of the text, or a fault in it, is passed over. */
  void feed(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end && !complete && !broken) {
      int from = at;
      while (at < end && longTokens.keeps(bytes[at])) {
        at++;
      }
      broken = longTokens.isAbsurd();
      if (at > from) {
        parse(bytes, from, at);
      }
      at++;
    }
  }

  /** Whether the text was seen from its beginning to its end. */
  boolean isComplete() {
    return complete;
  }

  /** Whether it is no JSON. */
  boolean isBroken() {
    return broken;
  }

  private void parse(byte[] bytes, int from, int to) {
    try {
      input.feedInput(bytes, from, to);
      JsonToken token = parser.nextToken();
      while (token != null && token != JsonToken.NOT_AVAILABLE && !complete) {
        take(token);
        token = parser.nextToken();
      }
    } catch (IOException | RuntimeException e) {
      // Whatever an upstream sends, its answer passes through: what cannot be read stays unknown.
      broken = true;
    }
  }

  private void take(JsonToken token) throws IOException {
    switch (token) {
      case START_OBJECT, START_ARRAY ->
          open.push(new Container(valueFields(), token == JsonToken.START_ARRAY));
      case END_OBJECT, END_ARRAY -> leave();
      case FIELD_NAME -> next = open.element().fields().child(parser.currentName());
      default -> {
        values.take(valueFields(), token, parser);
        complete = open.isEmpty();
      }
    }
  }

  /** Those of the value that begins: in an array, those of the array itself. */
  private Fields valueFields() {
    Container container = open.peek();
    return container != null && container.array() ? container.fields() : next;
  }

  private void leave() {
    Container left = open.pop();
    complete = open.isEmpty();
    boolean element = open.size() == 1 && open.element().array();
    if (!left.array() && (complete || element)) {
      documentEnd.run();
    }
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new IllegalStateException("A parser of bytes in memory closes nothing", e);
    }
  }
}
