/**
 * The networks of a host, and the addresses that its guests have there, as one of three sources knows them: plain data.
 */
@NullMarked
package org.xen2kvm.runner.network;

import org.jspecify.annotations.NullMarked;
