/** How many customers belong to each segment: counted now and then in the background, by one process for all. */
@NullMarked
package dev.tidegate.segment;

import org.jspecify.annotations.NullMarked;
