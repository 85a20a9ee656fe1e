/** Webhooks from GitHub. */
@NullMarked
package dev.tidegate.source.github;

import org.jspecify.annotations.NullMarked;
