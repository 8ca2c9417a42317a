/**
 * Text for terminals and lines: made safe, measured, coloured, in columns; JSON, value by value; and the word that was
 * probably meant.
 */
@NullMarked
package org.xen2kvm.cli.text;

import org.jspecify.annotations.NullMarked;
