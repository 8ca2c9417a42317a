/** The survey of an estate as a command: reading each input, and the survey as text and JSON. */
@NullMarked
package org.xen2kvm.cli.survey;

import org.jspecify.annotations.NullMarked;
