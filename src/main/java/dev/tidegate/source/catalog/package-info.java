/** Every type of source that there is, by its settings. */
@NullMarked
package dev.tidegate.source.catalog;

import org.jspecify.annotations.NullMarked;
