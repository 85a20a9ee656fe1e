/** YAML with places: files as trees that know line and column, substitution, and the collecting of problems. */
@NullMarked
package dev.tidegate.app.settings.yaml;

import org.jspecify.annotations.NullMarked;
