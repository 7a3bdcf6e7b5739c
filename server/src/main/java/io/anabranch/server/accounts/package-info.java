/**
 * Users, their access keys, groups and policies, as administrators see and change them: operations
 * of the tag {@code auth}. What policies mean is {@code access}'s to say; every change is in force
 * here when it is answered, and on other servers within a second.
 */
@NullMarked
package io.anabranch.server.accounts;

import org.jspecify.annotations.NullMarked;
