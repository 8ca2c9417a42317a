/** Rules for consoles, serial ports and channels. */
@NullMarked
package org.xen2kvm.converter.rule.console;

import org.jspecify.annotations.NullMarked;
