/**
 * Descriptions of what settings may be. One description reads a value, shows it with secrets masked, and writes its JSON
 * Schema, so that the three cannot drift apart.
 */
@NullMarked
package dev.tidegate.app.settings.shape;

import org.jspecify.annotations.NullMarked;
