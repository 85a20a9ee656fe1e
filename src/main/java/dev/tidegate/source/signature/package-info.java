/** Keyed digests and credentials, compared in constant time. */
@NullMarked
package dev.tidegate.source.signature;

import org.jspecify.annotations.NullMarked;
