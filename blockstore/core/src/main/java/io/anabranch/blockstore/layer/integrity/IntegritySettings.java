package io.anabranch.blockstore.layer.integrity;

/**
 * @param store the storage id, for messages
 */
public record IntegritySettings(String store) {}
