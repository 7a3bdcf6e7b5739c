/**
 * How much the API is used: calls for each month, counted here and told to nobody but who asks. Its
 * main noun is the month.
 */
@NullMarked
package io.anabranch.server.usage;

import org.jspecify.annotations.NullMarked;
