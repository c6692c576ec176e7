/** Another model, other chunks or another extractor: new vectors beside the old ones, which answer until the new ones are complete. */
@NullMarked
package dev.freshet.migration;

import org.jspecify.annotations.NullMarked;
