package org.xen2kvm.migration.apply;

import org.xen2kvm.migration.plan.MigrationPlan;

/** Is shown a plan before it is applied, refused ones included. */
@FunctionalInterface
public interface PlanReview {
  /** Takes a look. */
  void show(MigrationPlan plan);
}
