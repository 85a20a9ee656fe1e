/** The Segment HTTP tracking API: what browsers, apps and servers tell by Segment's libraries and our own snippet. */
@NullMarked
package dev.tidegate.source.segment;

import org.jspecify.annotations.NullMarked;
