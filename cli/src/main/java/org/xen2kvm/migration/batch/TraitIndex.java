package org.xen2kvm.migration.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what several inputs of a batch have. For one thread, which adds them in their order; what is found is in that order, too.
 *
 * <p>Memory: of a trait that nobody shares a fingerprint and the number of its owner are kept, twelve bytes in a table that is at most
 * two thirds full; of an input the part of its name in which it differs from the one before. With seven traits a domain that is about
 * 250 bytes for each input, or 25 MB for a hundred thousand, while the table grows half as much again. Texts are kept of what is
 * shared, and of networks that nobody mapped.
 */
public final class TraitIndex {
  private final InputLabels labels = new InputLabels();
  private final Map<Long, Shared> shared = new HashMap<>();
  private final Map<Trait, Shared> networks = new LinkedHashMap<>();
  private long[] keys = new long[64];
  private int[] owners = new int[64];
  private int used;

  /** Who has something; the trait is null for a whole definition. */
  private static final class Shared {
    private final @Nullable Trait trait;
    private int[] inputs = new int[2];
    private int count;

    Shared(@Nullable Trait trait) {
      this.trait = trait;
    }

    void add(int input) {
      if (count > 0 && inputs[count - 1] == input) {
        return;
      }
      if (count == inputs.length) {
        inputs = Arrays.copyOf(inputs, count * 2);
      }
      inputs[count++] = input;
    }
  }

  /**
   * Adds an input. One whose text was there before, and that has nothing new, is noted as a copy and for nothing else.
   */
  public void add(String label, DomainTraits domain) {
    int input = labels.add(label);
    int first = firstOwner(domain.text(), input);
    if (first != input && hasNothingNew(domain.traits())) {
      share(domain.text(), null, first, input);
    } else {
      add(domain.traits(), input);
    }
  }

  private boolean hasNothingNew(List<Trait> traits) {
    for (Trait trait : traits) {
      if (trait.kind().isExclusive() && keys[place(keys, key(Fingerprint.of(trait)))] == 0) {
        return false;
      }
    }
    return true;
  }

  /** Adds an input that is held against the others by its traits alone. */
  public void addTraits(String label, List<Trait> traits) {
    add(traits, labels.add(label));
  }

  private void add(List<Trait> traits, int input) {
    for (Trait trait : traits) {
      if (trait.kind().isExclusive()) {
        long fingerprint = Fingerprint.of(trait);
        int first = firstOwner(fingerprint, input);
        if (first != input) {
          share(fingerprint, trait, first, input);
        }
      } else {
        networks.computeIfAbsent(trait, Shared::new).add(input);
      }
    }
  }

  private void share(long fingerprint, @Nullable Trait trait, int first, int input) {
    Shared all = shared.get(fingerprint);
    if (all == null) {
      all = new Shared(trait);
      all.add(first);
      shared.put(fingerprint, all);
    }
    all.add(input);
  }

  /** Returns the owner of a fingerprint, which becomes that input when there is none. */
  private int firstOwner(long fingerprint, int input) {
    if (used * 3 >= keys.length * 2) {
      grow();
    }
    long key = key(fingerprint);
    int place = place(keys, key);
    if (keys[place] == 0) {
      keys[place] = key;
      owners[place] = input;
      used++;
    }
    return owners[place];
  }

  /** Zero marks a free place. */
  private static long key(long fingerprint) {
    return fingerprint == 0 ? 1 : fingerprint;
  }

  private static int place(long[] table, long key) {
    int place = (int) key & (table.length - 1);
    while (table[place] != 0 && table[place] != key) {
      place = (place + 1) & (table.length - 1);
    }
    return place;
  }

  private void grow() {
    long[] moreKeys = new long[keys.length * 2];
    int[] moreOwners = new int[keys.length * 2];
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        int place = place(moreKeys, keys[i]);
        moreKeys[place] = keys[i];
        moreOwners[place] = owners[i];
      }
    }
    keys = moreKeys;
    owners = moreOwners;
  }

  /** Returns what was found so far. */
  public BatchFindings findings() {
    List<Shared> ordered = new ArrayList<>(shared.values());
    ordered.sort((one, other) -> {
      int byInput = Integer.compare(one.inputs[0], other.inputs[0]);
      return byInput != 0 ? byInput : compare(one.trait, other.trait);
    });
    List<Conflict> conflicts = new ArrayList<>();
    for (Shared each : ordered) {
      conflicts.add(new Conflict(each.trait, labels(each)));
    }
    List<UnmappedNetwork> unmapped = new ArrayList<>();
    networks.forEach((trait, each) -> unmapped.add(new UnmappedNetwork(trait, labels(each))));
    return new BatchFindings(conflicts, unmapped);
  }

  /** A whole definition comes first, then kind by kind. */
  private static int compare(@Nullable Trait one, @Nullable Trait other) {
    if (one == null || other == null) {
      return Boolean.compare(one != null, other != null);
    }
    return one.compareTo(other);
  }

  private List<String> labels(Shared all) {
    List<String> names = new ArrayList<>(all.count);
    for (int i = 0; i < all.count; i++) {
      names.add(labels.get(all.inputs[i]));
    }
    return names;
  }
}
