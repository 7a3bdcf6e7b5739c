/**
 * Stores as things to manage: which there are to be ({@link
 * io.anabranch.server.stores.lifecycle.CurrentStores} puts them in force), how they become others
 * at run time, and the operations of our own for that, of the tag {@code stores}. Knows no adapter
 * and no layer; the database remembers what is attached.
 */
@NullMarked
package io.anabranch.server.stores.lifecycle;

import org.jspecify.annotations.NullMarked;
