/** Rules for displays, their adapters, and input devices. */
@NullMarked
package org.xen2kvm.converter.rule.display;

import org.jspecify.annotations.NullMarked;
