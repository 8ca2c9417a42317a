/** Reports of shards: reading them back, which trusts nothing in them, and joining them. */
@NullMarked
package org.xen2kvm.cli.shard;

import org.jspecify.annotations.NullMarked;
