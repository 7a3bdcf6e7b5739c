/** What operators watch: request ids, the access log, metrics and health. Knows no feature. */
@NullMarked
package io.anabranch.server.observability;

import org.jspecify.annotations.NullMarked;
