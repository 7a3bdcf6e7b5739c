package io.anabranch.versioning.tree;

/** Whose record counts where a tree and the one that is laid over it both have one. */
public enum OverlayRule {
  OVERLAY_WINS,
  BASE_WINS
}
