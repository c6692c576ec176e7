/** What commands print as JSON and the service answers: one set of records, so that both say the same. */
@NullMarked
package dev.freshet.report;

import org.jspecify.annotations.NullMarked;
