/** Braze's user events, campaigns and canvases. */
@NullMarked
package dev.tidegate.connector.braze;

import org.jspecify.annotations.NullMarked;
