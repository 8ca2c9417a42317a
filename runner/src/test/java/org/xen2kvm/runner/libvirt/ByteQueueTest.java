package org.xen2kvm.runner.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Bytes come out as they went in, also across the ring's end. */
final class ByteQueueTest {
  @Test
  void firstInIsFirstOut() {
    ByteQueue queue = new ByteQueue(5);
    byte next = 0;
    byte expected = 0;
    for (int round = 0; round < 20; round++) {
      queue.put(new byte[] {next++, next++, next++, -1}, 3);
      byte[] out = new byte[2];
      assertThat(queue.peek(1)).containsExactly(expected);
      assertThat(queue.take(out)).isEqualTo(2);
      assertThat(out).containsExactly(expected++, expected++);
      assertThat(queue.take(new byte[9])).isEqualTo(1);
      expected++;
      assertThat(queue.isEmpty()).isTrue();
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    ByteQueue queue = new ByteQueue(3);
    queue.put(new byte[2], 2);

    assertThat(queue.room()).isEqualTo(1);
    assertThatThrownBy(() -> queue.put(new byte[2], 2)).isInstanceOf(IllegalArgumentException.class);
    queue.clear();
    assertThat(queue.room()).isEqualTo(3);
  }
}
