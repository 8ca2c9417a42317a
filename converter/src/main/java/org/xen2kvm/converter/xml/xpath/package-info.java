/**
 * XPaths: expressions that cannot work are refused early, and those of plain child steps with simple predicates are followed
 * without Jaxen.
 */
@NullMarked
package org.xen2kvm.converter.xml.xpath;

import org.jspecify.annotations.NullMarked;
