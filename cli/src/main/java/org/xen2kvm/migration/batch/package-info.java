/**
 * What the guests of one batch cannot both have, and the networks that nobody mapped. What is kept of a domain is a few words for
 * each thing that it has, so that a hundred thousand domains take tens of megabytes.
 */
@NullMarked
package org.xen2kvm.migration.batch;

import org.jspecify.annotations.NullMarked;
