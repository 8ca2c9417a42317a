/** What is told about a run: messages, text, diff and JSON, all without secrets unless asked for. */
@NullMarked
package org.xen2kvm.cli.report;

import org.jspecify.annotations.NullMarked;
