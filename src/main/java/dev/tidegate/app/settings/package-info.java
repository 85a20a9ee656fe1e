/** The gateway's settings: five YAML files, read and checked whole, with every problem named. */
@NullMarked
package dev.tidegate.app.settings;

import org.jspecify.annotations.NullMarked;
