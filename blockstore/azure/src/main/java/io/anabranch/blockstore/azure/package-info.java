/**
 * The adapter to Azure Blob Storage: {@link io.anabranch.blockstore.azure.AzureBlockstore}. The
 * only home of Azure's SDK. It translates what the store says and does nothing else: it does not
 * repeat calls, bound them, or wait; the layers do.
 */
@NullMarked
package io.anabranch.blockstore.azure;

import org.jspecify.annotations.NullMarked;
