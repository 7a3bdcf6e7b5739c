/**
 * The OpenAPI document of the server. Its main noun is {@link io.anabranch.api.ApiDocument}: one
 * JSON file, joined at build time from the YAML files beside this module's pom.
 *
 * <p>It must not know who serves the document or who calls the API.
 */
@NullMarked
package io.anabranch.api;

import org.jspecify.annotations.NullMarked;
