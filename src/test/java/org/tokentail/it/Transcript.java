package org.tokentail.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A conversation with the server as docs/PROTOCOL.md shows it.
 *
 * @param request lines that are sent: method and path, headers, an empty line, the body
 * @param head lines of the answer up to the empty one
 * @param steps what follows: expected lines of the body, and calls made meanwhile
 */
record Transcript(String name, List<String> request, List<String> head, List<Step> steps) {
  private static final String BEGIN = "```transcript ";
  private static final String END = "```";

  /** One line after the head. */
  sealed interface Step {
    /** A line that the server sends; empty at the end of an event. */
    record Line(String text) implements Step {}

    /** A call made from the side. */
    record Call(String method, String path, String body) implements Step {}
  }

  static List<Transcript> of(Path document) throws IOException {
    List<Transcript> transcripts = new ArrayList<>();
    String name = null;
    List<String> block = new ArrayList<>();
    for (String line : Files.readAllLines(document)) {
      if (line.startsWith(BEGIN)) {
        name = line.substring(BEGIN.length()).strip();
        block.clear();
      } else if (name != null && line.equals(END)) {
        transcripts.add(parse(name, block));
        name = null;
      } else if (name != null) {
        block.add(line);
      }
    }
    return transcripts;
  }

  private static Transcript parse(String name, List<String> block) {
    List<String> request = new ArrayList<>();
    List<String> head = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    boolean inHead = true;
    for (String line : block) {
      String text = line.length() > 2 ? line.substring(2) : "";
      switch (line.charAt(0)) {
        case '>' -> request.add(text);
        case '!' -> steps.add(call(text));
        case '<' -> {
          if (!inHead) {
            steps.add(new Step.Line(text));
          } else if (text.isEmpty()) {
            inHead = false;
          } else {
            head.add(text);
          }
        }
        default -> throw new IllegalArgumentException(name + ": not >, < or !: " + line);
      }
    }
    return new Transcript(name, request, head, steps);
  }

  private static Step.Call call(String text) {
    String[] parts = text.split(" ", 3);
    return new Step.Call(parts[0], parts[1], parts[2]);
  }

  boolean isStream() {
    return head.stream().anyMatch(line -> line.startsWith("content-type: text/event-stream"));
  }

  boolean isLines() {
    return head.contains("content-type: application/x-ndjson");
  }

  @Override
  public String toString() {
    return name;
  }
}
