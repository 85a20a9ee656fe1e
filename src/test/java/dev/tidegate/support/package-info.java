/** What integration tests share: a real Redis, and a Vert.x that tells when an event loop was blocked. */
@NullMarked
package dev.tidegate.support;

import org.jspecify.annotations.NullMarked;
