/** Any JSON webhook, read by expressions from the configuration. */
@NullMarked
package dev.tidegate.source.mapped;

import org.jspecify.annotations.NullMarked;
