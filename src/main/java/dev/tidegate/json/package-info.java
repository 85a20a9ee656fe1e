/** Strict reading and writing of JSON as plain values, and the stored form of the domain's nouns. */
@NullMarked
package dev.tidegate.json;

import org.jspecify.annotations.NullMarked;
