package org.tokentail.gateway.caller;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tokentail.gateway.caller.BodyInput.State;

class BodyInputTest {
  private static final int PIECE = 16 * 1024;

  /** A container that has so many bytes in its buffer, and says finished as it is told. */
  private static final class Container extends ServletInputStream {
    private final BooleanSupplier finished;
    private int buffered;

    Container(int buffered, BooleanSupplier finished) {
      this.buffered = buffered;
      this.finished = finished;
    }

    @Override
    public int read() {
      return buffered-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int count = Math.min(buffered, length);
      buffered -= count;
      return count == 0 && finished.getAsBoolean() ? -1 : count;
    }

    @Override
    public int available() {
      return buffered;
    }

    @Override
    public boolean isReady() {
      return buffered > 0;
    }

    @Override
    public boolean isFinished() {
      return finished.getAsBoolean();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("not asked for");
    }
  }

  private static int readAll(BodyInput input) throws IOException {
    int count = 0;
    while (input.isReady()) {
      byte[] piece = input.read();
      count += piece == null ? 0 : piece.length;
    }
    return count;
  }

  @ParameterizedTest
  @ValueSource(ints = {PIECE - 1, PIECE, PIECE + 1, 65_536})
  void whatIsBufferedIsReadThoughTheContainerSaysFinished(int size) throws IOException {
    for (long length : new long[] {size, -1}) {
      BodyInput input = new BodyInput(new Container(size, () -> true), length, true);
      input.offered();

      assertThat(readAll(input)).isEqualTo(size);
      assertThat(input.state()).isEqualTo(State.WHOLE);
    }
  }

  @Test
  void whatIsBufferedIsReadThoughTheContainerSaysThatItWasAllRead() throws IOException {
    BodyInput input = new BodyInput(new Container(3 * PIECE, () -> false), -1, true);
    input.arrived();

    assertThat(input.state()).isEqualTo(State.COMING);
    assertThat(readAll(input)).isEqualTo(3 * PIECE);
    assertThat(input.isReady()).isFalse();
    assertThat(input.state()).isEqualTo(State.WHOLE);
  }

  @Test
  void theCountEndsABodyThoughTheContainerNeverSaysSo() throws IOException {
    BodyInput input = new BodyInput(new Container(20_000, () -> false), 20_000, true);
    input.offered();

    assertThat(readAll(input)).isEqualTo(20_000);
    assertThat(input.state()).isEqualTo(State.WHOLE);
  }

  @Test
  void ofAnUnknownLengthNothingButItsEndMakesItWhole() throws IOException {
    BodyInput input = new BodyInput(new Container(20_000, () -> false), -1, true);
    input.offered();
    readAll(input);

    assertThat(input.state()).isEqualTo(State.COMING);
    input.arrived();
    assertThat(input.isReady()).isFalse();
    assertThat(input.state()).isEqualTo(State.WHOLE);
  }

  @Test
  void whereACutCannotBeToldFromTheEndNothingIsWholeButAnEmptyOne() throws IOException {
    BodyInput some = new BodyInput(new Container(5_000, () -> true), -1, false);
    some.offered();
    readAll(some);
    BodyInput none = new BodyInput(new Container(0, () -> true), -1, false);
    none.arrived();

    assertThat(some.state()).isEqualTo(State.UNSIZED);
    assertThat(none.isReady()).isFalse();
    assertThat(none.state()).isEqualTo(State.WHOLE);
  }

  @Test
  void oneThatEndsBeforeItsLengthIsNotWhole() throws IOException {
    BodyInput early = new BodyInput(new Container(5_000, () -> true), 20_000, true);
    early.offered();
    readAll(early);
    BodyInput told = new BodyInput(new Container(5_000, () -> false), 20_000, true);
    told.offered();
    readAll(told);
    told.arrived();
    readAll(told);

    assertThat(early.state()).isEqualTo(State.SHORT);
    assertThat(told.state()).isEqualTo(State.SHORT);
  }

  @Test
  void oneThatBreaksOffIsReadNoMore() throws IOException {
    BodyInput input = new BodyInput(new Container(5_000, () -> false), 20_000, true);
    input.offered();
    input.broke();

    assertThat(readAll(input)).isZero();
    assertThat(input.state()).isEqualTo(State.BROKEN);
  }
}
