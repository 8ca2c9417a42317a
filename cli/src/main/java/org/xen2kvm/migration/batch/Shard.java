package org.xen2kvm.migration.batch;

/**
 * One of the equal parts that a batch is divided into, so that each is the work of another process or machine. Which part a domain
 * belongs to depends on its {@link ShardKey} alone. Immutable.
 *
 * @param index which, from 0
 * @param count how many there are
 */
public record Shard(int index, int count) {
  /** No Indexed Job of Kubernetes has more completions. */
  public static final int MOST = 100_000;

  public Shard {
    if (count < 1 || count > MOST || index < 0 || index >= count) {
      throw new IllegalArgumentException("There is no shard " + index + " of " + count);
    }
  }

  /** Returns whether a domain belongs to this part; to each other one of the same count it does not. */
  public boolean has(ShardKey key) {
    return key.number() % count == index;
  }

  /**
   * Returns the name of this part's own file in the place of one that all parts would write: {@code report.0-of-4.json} for
   * {@code report.json}.
   */
  public String fileName(String path) {
    int name = path.lastIndexOf('/') + 1;
    int dot = path.lastIndexOf('.');
    int end = dot > name ? dot : path.length();
    return path.substring(0, end) + "." + index + "-of-" + count + path.substring(end);
  }

  /** Returns it as messages tell it, and as the command line takes it. */
  @Override
  public String toString() {
    return index + "/" + count;
  }
}
