/** The grammar of xl's configuration files: texts to values with their places. Nothing is evaluated, nothing is looked up. */
@NullMarked
package org.xen2kvm.converter.xl.text;

import org.jspecify.annotations.NullMarked;
